using System.Collections.Immutable;
using MimeKit;
using ValorSpine.Bot.Staff;

namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Alerts:Email</c>: how staff are mailed about alerts.</summary>
internal sealed record AlertEmailSettings : MailServerSettings
{
    /// <summary>Whom they go to.</summary>
    public required ImmutableArray<MailboxAddress> To { get; init; }

    /// <summary>The staff console, as staff reach it.</summary>
    public required Uri ConsoleUrl { get; init; }

    /// <summary>The settings, or null where no mail is wanted.</summary>
    /// <exception cref="BadSettingsException">Some are missing or wrong; the message has one line for each.</exception>
    public static AlertEmailSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Alerts:Email");
        return MailSettingsReader.IsGiven(section) ? new Reader(section).Read() : null;
    }

    /// <summary>Reads the section and lists every problem at once.</summary>
    private sealed class Reader(IConfigurationSection section) : MailSettingsReader(section, "alerts")
    {
        public AlertEmailSettings Read()
        {
            var server = Server();
            var to = Recipients();
            var console = Console();
            return server is null || console is null || Problems.Count > 0
                ? throw new BadSettingsException(string.Join('\n', Problems))
                : new() { Host = server.Host, Port = server.Port, Tls = server.Tls, User = server.User, Password = server.Password, From = server.From, To = to, ConsoleUrl = console };
        }

        private ImmutableArray<MailboxAddress> Recipients()
        {
            var list = Section.GetSection(nameof(To));
            if (!string.IsNullOrWhiteSpace(list.Value))
                Problems.Add($"appsettings.json: {list.Path} is '{list.Value}'. Write a list, such as [\"nurse@example.org\"].");
            else if (!IsGiven(list))
                Problems.Add($"appsettings.json: {list.Path} is missing. Write whom the mails go to, such as [\"nurse@example.org\"].");
            return [.. list.GetChildren().Where(IsGiven).Select(one => Address(one.Path, one.Value ?? "")).OfType<MailboxAddress>()];
        }

        private Uri? Console()
        {
            if (Needed(nameof(ConsoleUrl), $"the address at which staff open the console, such as https://chat.example.org{StaffConsole.HomePath}") is not { } text)
                return null;
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { Query: "", Fragment: "", UserInfo: "" }
                && url.AbsolutePath.TrimEnd('/').EndsWith(StaffConsole.HomePath, StringComparison.Ordinal))
            {
                return url;
            }

            Problems.Add($"appsettings.json: {Section.Path}:ConsoleUrl is '{text}'. Write the address at which staff open the console, such as https://chat.example.org{StaffConsole.HomePath}.");
            return null;
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;
using MailKit.Security;
using MimeKit;
using ValorSpine.Bot.Staff;

namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Alerts:Email</c>: how staff are mailed about alerts.</summary>
internal sealed record AlertEmailSettings
{
    /// <summary>The mail server.</summary>
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>How the way there is protected; never less than is said here.</summary>
    public required SecureSocketOptions Tls { get; init; }

    /// <summary>Who signs in there, or null for nobody.</summary>
    public string? User { get; init; }

    /// <summary>Their password.</summary>
    public string? Password { get; init; }

    /// <summary>Whom the mails are from.</summary>
    public required MailboxAddress From { get; init; }

    /// <summary>Whom they go to.</summary>
    public required ImmutableArray<MailboxAddress> To { get; init; }

    /// <summary>The staff console, as staff reach it.</summary>
    public required Uri ConsoleUrl { get; init; }

    /// <summary>The settings, or null where no mail is wanted.</summary>
    /// <exception cref="BadSettingsException">Some are missing or wrong; the message has one line for each.</exception>
    public static AlertEmailSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Alerts:Email");
        return IsGiven(section) ? new Reader(section).Read() : null;
    }

    private static bool IsGiven(IConfigurationSection section) => !string.IsNullOrWhiteSpace(section.Value) || section.GetChildren().Any(IsGiven);

    /// <summary>Reads the section and lists every problem at once.</summary>
    private sealed class Reader(IConfigurationSection section)
    {
        private static readonly string[] s_names = [nameof(Host), nameof(Port), nameof(Tls), nameof(User), nameof(Password), nameof(From), nameof(To), nameof(ConsoleUrl)];
        private readonly List<string> _problems = [];

        public AlertEmailSettings Read()
        {
            foreach (var unknown in section.GetChildren().Where(setting => !s_names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)))
                _problems.Add($"appsettings.json: {unknown.Path} means nothing here. Remove it, or use one of {string.Join(", ", s_names)}.");

            var host = Needed(nameof(Host), "the name of the mail server, such as smtp.example.org");
            var (tls, usualPort) = Protection();
            var port = Port(usualPort);
            var (user, password) = Account(tls);
            var from = Needed(nameof(From), "whom the mails are from, such as chat@example.org") is { } sender ? Address(section.GetSection(nameof(From)).Path, sender) : null;
            var to = Recipients();
            var console = Console();
            return _problems.Count > 0 || host is null || from is null || console is null
                ? throw new BadSettingsException(string.Join('\n', _problems))
                : new() { Host = host, Port = port, Tls = tls, User = user, Password = password, From = from, To = to, ConsoleUrl = console };
        }

        private string? Text(string name) => section[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

        private string? Needed(string name, string what)
        {
            var text = Text(name);
            if (text is null)
                _problems.Add($"appsettings.json: {section.Path}:{name} is missing. Give {what}, or remove {section.Path} to send no mail about alerts.");
            return text;
        }

        private (SecureSocketOptions Tls, int UsualPort) Protection()
        {
            switch ((Text(nameof(Tls)) ?? "starttls").ToLowerInvariant())
            {
                case "starttls":
                    return (SecureSocketOptions.StartTls, 587);
                case "implicit":
                    return (SecureSocketOptions.SslOnConnect, 465);
                case "none":
                    return (SecureSocketOptions.None, 25);
                default:
                    _problems.Add($"appsettings.json: {section.Path}:Tls is '{Text(nameof(Tls))}'. Write starttls, implicit or none.");
                    return (SecureSocketOptions.StartTls, 587);
            }
        }

        private int Port(int usual)
        {
            if (Text(nameof(AlertEmailSettings.Port)) is not { } text)
                return usual;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
                _problems.Add($"appsettings.json: {section.Path}:Port is '{text}'. Write a number from 1 to 65535, or leave it out for {usual}.");
            return port;
        }

        private (string? User, string? Password) Account(SecureSocketOptions tls)
        {
            var (user, password) = (Text(nameof(User)), section[nameof(Password)]);
            if (user is null != string.IsNullOrEmpty(password))
                _problems.Add($"appsettings.json: {section.Path} has only one of User and Password. Give both, or neither where the mail server asks for none.");
            else if (user is not null && tls == SecureSocketOptions.None)
                _problems.Add($"appsettings.json: {section.Path}:Tls is 'none', so the password would travel in the clear. Write starttls or implicit, or remove User and Password.");
            return (user, user is null ? null : password);
        }

        private ImmutableArray<MailboxAddress> Recipients()
        {
            var list = section.GetSection(nameof(To));
            if (!string.IsNullOrWhiteSpace(list.Value))
                _problems.Add($"appsettings.json: {list.Path} is '{list.Value}'. Write a list, such as [\"nurse@example.org\"].");
            else if (!IsGiven(list))
                _problems.Add($"appsettings.json: {list.Path} is missing. Write whom the mails go to, such as [\"nurse@example.org\"].");
            return [.. list.GetChildren().Where(IsGiven).Select(one => Address(one.Path, one.Value ?? "")).OfType<MailboxAddress>()];
        }

        private MailboxAddress? Address(string path, string text)
        {
            if (MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal))
                return address;
            _problems.Add($"appsettings.json: {path} is '{text}'. Write one mail address, such as nurse@example.org.");
            return null;
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

            _problems.Add($"appsettings.json: {section.Path}:ConsoleUrl is '{text}'. Write the address at which staff open the console, such as https://chat.example.org{StaffConsole.HomePath}.");
            return null;
        }
    }
}

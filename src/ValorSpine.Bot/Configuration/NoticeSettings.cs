using System.Globalization;

namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Notices</c>: how patients are told of their visits outside of the chat.</summary>
internal sealed record NoticeSettings
{
    private const int UsualHours = 24, MostHours = 14 * 24;

    /// <summary>How long before a visit its patient is reminded.</summary>
    public required TimeSpan RemindAhead { get; init; }

    /// <summary>The mail server, or null where no mail is sent to patients.</summary>
    public MailServerSettings? Email { get; init; }

    /// <summary>The settings.</summary>
    /// <exception cref="BadSettingsException">Some are missing or wrong; the message has one line for each.</exception>
    public static NoticeSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Notices");
        var problems = new List<string>();
        var hours = Hours(section, problems);
        var email = section.GetSection("Email");
        var server = MailSettingsReader.IsGiven(email) ? new EmailReader(email).Read(problems) : null;
        return problems.Count > 0 ? throw new BadSettingsException(string.Join('\n', problems)) : new() { RemindAhead = TimeSpan.FromHours(hours), Email = server };
    }

    private static int Hours(IConfigurationSection section, List<string> problems)
    {
        if (section["ReminderHours"] is not { } text || string.IsNullOrWhiteSpace(text))
            return UsualHours;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours is < 1 or > MostHours)
            problems.Add($"appsettings.json: {section.Path}:ReminderHours is '{text}'. Write a number from 1 to {MostHours}, or leave it out for {UsualHours}.");
        return hours;
    }

    private sealed class EmailReader(IConfigurationSection section) : MailSettingsReader(section, "visits")
    {
        public MailServerSettings? Read(List<string> problems)
        {
            var server = Server();
            problems.AddRange(Problems);
            return server;
        }
    }
}

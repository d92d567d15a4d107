using System.Globalization;
using MailKit.Security;
using MimeKit;

namespace ValorSpine.Bot.Configuration;

/// <summary>A mail server, and whom its mails are from.</summary>
internal record MailServerSettings
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
}

/// <summary>Reads a section about mails and lists every problem at once.</summary>
/// <param name="section">The section.</param>
/// <param name="about">What the mails are about.</param>
internal abstract class MailSettingsReader(IConfigurationSection section, string about)
{
    /// <summary>The section.</summary>
    protected IConfigurationSection Section => section;

    /// <summary>What is wrong with it so far.</summary>
    protected List<string> Problems { get; } = [];

    /// <summary>Whether anything stands in a section.</summary>
    public static bool IsGiven(IConfigurationSection section) => !string.IsNullOrWhiteSpace(section.Value) || section.GetChildren().Any(IsGiven);

    /// <summary>The server, or null with problems.</summary>
    protected MailServerSettings? Server()
    {
        var host = Needed(nameof(MailServerSettings.Host), "the name of the mail server, such as smtp.example.org");
        var (tls, usualPort) = Protection();
        var port = Port(usualPort);
        var (user, password) = Account(tls);
        var from = Needed(nameof(MailServerSettings.From), "whom the mails are from, such as chat@example.org") is { } sender ? Address(Section.GetSection(nameof(MailServerSettings.From)).Path, sender) : null;
        return host is null || from is null ? null : new() { Host = host, Port = port, Tls = tls, User = user, Password = password, From = from };
    }

    protected string? Text(string name) => Section[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    protected string? Needed(string name, string what)
    {
        var text = Text(name);
        if (text is null)
            Problems.Add($"appsettings.json: {Section.Path}:{name} is missing. Give {what}, or remove {Section.Path} to send no mail about {about}.");
        return text;
    }

    private (SecureSocketOptions Tls, int UsualPort) Protection()
    {
        switch ((Text(nameof(MailServerSettings.Tls)) ?? "starttls").ToLowerInvariant())
        {
            case "starttls":
                return (SecureSocketOptions.StartTls, 587);
            case "implicit":
                return (SecureSocketOptions.SslOnConnect, 465);
            case "none":
                return (SecureSocketOptions.None, 25);
            default:
                Problems.Add($"appsettings.json: {Section.Path}:Tls is '{Text(nameof(MailServerSettings.Tls))}'. Write starttls, implicit or none.");
                return (SecureSocketOptions.StartTls, 587);
        }
    }

    private int Port(int usual)
    {
        if (Text(nameof(MailServerSettings.Port)) is not { } text)
            return usual;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            Problems.Add($"appsettings.json: {Section.Path}:Port is '{text}'. Write a number from 1 to 65535, or leave it out for {usual}.");
        return port;
    }

    private (string? User, string? Password) Account(SecureSocketOptions tls)
    {
        var (user, password) = (Text(nameof(MailServerSettings.User)), Section[nameof(MailServerSettings.Password)]);
        if (user is null != string.IsNullOrEmpty(password))
            Problems.Add($"appsettings.json: {Section.Path} has only one of User and Password. Give both, or neither where the mail server asks for none.");
        else if (user is not null && tls == SecureSocketOptions.None)
            Problems.Add($"appsettings.json: {Section.Path}:Tls is 'none', so the password would travel in the clear. Write starttls or implicit, or remove User and Password.");
        return (user, user is null ? null : password);
    }

    protected MailboxAddress? Address(string path, string text)
    {
        if (MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal))
            return address;
        Problems.Add($"appsettings.json: {path} is '{text}'. Write one mail address, such as nurse@example.org.");
        return null;
    }
}

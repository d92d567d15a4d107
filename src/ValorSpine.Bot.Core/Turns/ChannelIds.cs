namespace ValorSpine.Bot.Core.Turns;

/// <summary>Ids of channels, as the Bot Framework names them and as they are stored. Others may come; these mean something here.</summary>
public static class ChannelIds
{
    /// <summary>Conversations that the website starts.</summary>
    public const string WebChat = "webchat";

    /// <summary>Conversations that server-side clients start.</summary>
    public const string DirectLine = "directline";

    /// <summary>The Bot Framework Emulator.</summary>
    public const string Emulator = "emulator";

    /// <summary>Microsoft Teams.</summary>
    public const string Teams = "msteams";

    /// <summary>Text messages that Twilio carries to and from this service itself.</summary>
    public const string TwilioSms = "twilio-sms";

    /// <summary>Text messages by Azure Bot Service's way to Twilio.</summary>
    public const string AzureSms = "sms";
}

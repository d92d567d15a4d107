namespace ValorSpine.Bot.Core.Ownership;

/// <summary>Carries between processes who of the staff has which conversation open. Nothing of it is kept, and what is lost is told again by the next look.</summary>
public sealed class PresenceNews
{
    /// <summary>Is told of who looks at what here, to tell the other processes; null where there are none.</summary>
    public Action<string, string>? Told { get; set; }

    /// <summary>Somebody looks at something in another process: their account, and the conversation or an empty text.</summary>
    public event Action<string, string>? Heard;

    /// <summary>Somebody looks at something here.</summary>
    public void Tell(string account, string conversationId) => Told?.Invoke(account, conversationId);

    /// <summary>What another process told.</summary>
    public void Hear(string account, string conversationId) => Heard?.Invoke(account, conversationId);
}

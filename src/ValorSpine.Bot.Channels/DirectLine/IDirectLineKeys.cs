namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>The secret that Direct Line tokens are signed with. The host keeps it, the same on all replicas.</summary>
public interface IDirectLineKeys
{
    /// <summary>32 bytes or more, from a cryptographic source. Changing it ends all tokens.</summary>
    byte[] SigningKey { get; }
}

using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Operations;

/// <summary>Keys that the service makes for itself at its first start and keeps, encrypted, in its store.</summary>
internal sealed class ServiceSecrets(Secrets secrets) : IDirectLineKeys, IConnectorKeys
{
    private const int SigningKeyBytes = 32;
    private byte[]? _directLine, _patient, _conversations;

    /// <inheritdoc/>
    public byte[] SigningKey => _directLine ?? throw new InvalidOperationException("The keys are loaded at start-up.");

    /// <summary>Turns a patient's details into the identifier that another system finds them by.</summary>
    public byte[] PatientKey => _patient ?? throw new InvalidOperationException("The keys are loaded at start-up.");

    /// <inheritdoc/>
    public byte[] ConversationKey => _conversations ?? throw new InvalidOperationException("The keys are loaded at start-up.");

    /// <summary>Loads the keys, making those that are missing.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        _directLine = await secrets.GetOrCreateAsync("directline-signing", SigningKeyBytes, cancel);
        _patient = await secrets.GetOrCreateAsync("patient-identifiers", SigningKeyBytes, cancel);
        _conversations = await secrets.GetOrCreateAsync("channel-conversations", SigningKeyBytes, cancel);
    }
}

using ValorSpine.Bot.Channels.Tests.Connector;

namespace ValorSpine.Bot.Tests.Deliveries;

/// <summary>Tests of a bot that is registered at a fake Azure, each with an Azure and a folder of its own.</summary>
public abstract class AtAzure : IAsyncLifetime
{
    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("valorspine-azure-").FullName;

    private protected FakeAzure Azure { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Azure = await FakeAzure.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Azure.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The bot. Started again it finds what was kept.</summary>
    private protected ConnectedBot Serve(params (string Key, string Value)[] settings) => ConnectedBot.Serve(Azure, Folder, settings);
}

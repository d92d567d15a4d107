using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Loadgen.Servers;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Bench;

/// <summary>A store with many conversations, as the console sees it: encrypted, or with the same in clear.</summary>
internal sealed class ConsoleStore : IAsyncDisposable
{
    private readonly ScratchFolder _data = new();
    private readonly ServiceProvider _services;

    private ConsoleStore(bool encrypted, int conversations)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([]).Build();
        var services = new ServiceCollection()
            // Some days after the last conversation: what it was counted by is of finished days.
            .AddSingleton<TimeProvider>(new Afterwards(ManyConversations.LastAt(conversations).AddDays(3)))
            .AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(new ClinicFacts()).AddSingleton<SlotEnumeration>((_, _, _, _, _, _, _) => [])
            .AddStorage(configuration.GetSection("Storage"), _data.Path);
        if (!encrypted)
            services.AddSingleton<CipherOf>(key => new NoCipher(key));
        _services = services.BuildServiceProvider();
    }

    public IReviews Reviews => _services.GetRequiredService<IReviews>();

    public ITranscripts Transcripts => _services.GetRequiredService<ITranscripts>();

    public IFigures Figures => _services.GetRequiredService<IFigures>();

    /// <summary>Made with the same conversations each time.</summary>
    public static async Task<ConsoleStore> WriteAsync(bool encrypted, int conversations, int messages)
    {
        var store = new ConsoleStore(encrypted, conversations);
        await StorageStartup.PrepareAsync(store._services, CancellationToken.None);
        var began = Stopwatch.StartNew();
        await new ManyConversations(store._services, conversations, messages).WriteAsync(CancellationToken.None);
        var size = new FileInfo(store._services.GetRequiredService<StorageSettings>().DataFile!).Length;
        Console.WriteLine($"{(encrypted ? "encrypted" : "in clear"),-10} {conversations:N0} conversations, {(long)conversations * messages:N0} messages, {size / 1e6:N0} MB, written in {began.Elapsed.TotalSeconds:N0} s");
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _data.Dispose();
    }

    private sealed class Afterwards(DateTimeOffset from) : TimeProvider
    {
        private readonly long _began = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => from + GetElapsedTime(_began);
    }

    /// <summary>Leaves everything as it is, with one byte before it where the other has its layout.</summary>
    private sealed class NoCipher(byte[] key) : ContentCipher(key)
    {
        public override byte[] Encrypt(ReadOnlySpan<byte> plain, string owner, RowKind kind, long number = 0) => [1, .. plain];

        public override byte[] Decrypt(ReadOnlySpan<byte> sealedBytes, string owner, RowKind kind, long number = 0) => sealedBytes[1..].ToArray();
    }
}

namespace ValorSpine.Bot.Bench.ModelServing;

/// <summary>The scripted model as a process of its own: for tests, and to try settings and <c>knowledge evaluate --with-model</c> on without an account anywhere.</summary>
internal static class ModelServer
{
    private const string Lie = "It cures nine of ten backs for good.";

    /// <summary>Serves until it is ended.</summary>
    /// <param name="lies">Whether it says what no article says.</param>
    /// <param name="untilInputEnds">Whether it ends with whoever started it, rather than by Ctrl+C.</param>
    public static async Task<int> RunAsync(bool lies, bool untilInputEnds)
    {
        await using var server = await ScriptedServer.StartAsync();
        var room = lies ? "lies" : "careful";
        if (lies)
            server.Room(room).Does(Script.Obeys(Lie));
        Console.WriteLine($"""
            A scripted model that {(lies ? "lies" : "is careful")} is served. Tell the bot of it with

              export Model__Provider=OpenAI Model__Endpoint={server.Endpoint(room)} Model__Deployment=scripted Model__ApiKey=none Model__EmbeddingDeployment=scripted
              export Model__Uses__0=Reword Model__Uses__1=ChooseArticle Model__Uses__2=FullQuestion Model__Uses__3=ReadAnswer

            It ends with {(untilInputEnds ? "its input" : "Ctrl+C")}.
            """);
        if (untilInputEnds)
            await Console.In.ReadToEndAsync();
        else
            await KeyAsync();
        Console.WriteLine($"It was asked {server.Room(room).Requests} times.");
        return 0;
    }

    private static async Task KeyAsync()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            ended.TrySetResult();
        };
        await ended.Task;
    }
}

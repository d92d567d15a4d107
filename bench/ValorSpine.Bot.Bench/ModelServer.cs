using ValorSpine.Bot.Tests.LanguageModel;

namespace ValorSpine.Bot.Bench;

/// <summary>The scripted model of the tests as a process of its own, to try settings and <c>knowledge evaluate --with-model</c> on without an account anywhere.</summary>
internal static class ModelServer
{
    /// <summary>Serves until it is ended.</summary>
    /// <param name="lies">Whether it says what no article says.</param>
    public static async Task<int> RunAsync(bool lies)
    {
        await using var server = await FakeModelServer.StartAsync(lies ? ScriptedModel.Obeys("It cures nine of ten backs for good.") : ScriptedModel.Good);
        Console.WriteLine($"""
            A scripted model that {(lies ? "lies" : "is careful")} is served. Tell the bot of it with

              export Model__Provider=OpenAI Model__Endpoint={server.Endpoint} Model__Deployment=scripted Model__ApiKey=none Model__EmbeddingDeployment=scripted
              export Model__Uses__0=Reword Model__Uses__1=ChooseArticle Model__Uses__2=FullQuestion Model__Uses__3=ReadAnswer

            It ends with Ctrl+C.
            """);
        using var ended = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            ended.Cancel();
        };
        try
        {
            await Task.Delay(Timeout.Infinite, ended.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"It was asked {server.Requests} times.");
        }

        return 0;
    }
}

using System.Globalization;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Replay;

namespace ValorSpine.Bot.Commands;

/// <summary>Decides recorded conversations again on today's knowledge and shows what changed. The file is one that the console's replay page gives.</summary>
internal static class ReplayCommand
{
    /// <summary>1 where a line cannot be read, else 0: a difference is a finding and no failure.</summary>
    public static async Task<int> RunAsync(string contentRoot, string file, TextWriter output, CancellationToken cancel)
    {
        var configuration = HostConfiguration.Read(contentRoot);
        var content = ContentFolder.Load(contentRoot, ClinicSettings.Read(configuration), KnowledgeSettings.Read(configuration).ServeUnreviewed);
        var (turns, differing, status, number) = (0, 0, 0, 0);
        await foreach (var line in File.ReadLinesAsync(file, cancel))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (RecordedConversation.OfLine(line) is not { } conversation)
            {
                status = 1;
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"line {number}: This is no recorded conversation. Download it from its replay page in the staff console."));
                continue;
            }

            foreach (var turn in ConversationReplay.Run(content, conversation.Turns))
            {
                turns++;
                if (turn.Differences.IsEmpty)
                    continue;
                differing++;
                await WriteAsync(output, conversation.Id, turn);
            }
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{turns} turns decided again on version {content.Version}, {differing} differ."));
        return status;
    }

    private static async Task WriteAsync(TextWriter output, string id, ReplayedTurn turn)
    {
        var first = turn.Recorded.Entries.IsEmpty ? 0 : turn.Recorded.Entries[0].Sequence;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{id}, message {first}: {string.Join(", ", turn.Differences)}"));
        if (turn.Recorded.Input is Input.Said { Text.Length: > 0 } said)
            await output.WriteLineAsync($"  asked  {OneLine(said.Text)}");
        await output.WriteLineAsync($"  then   {turn.Recorded.Outcome}: {OneLine(string.Join(" / ", turn.Recorded.Replies.Select(reply => reply.Text)))}");
        if (turn.Today is { } today)
            await output.WriteLineAsync($"  today  {today.Outcome}: {OneLine(string.Join(" / ", today.Replies.Select(reply => reply.Text)))}");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}

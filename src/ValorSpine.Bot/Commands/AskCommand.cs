using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Commands;

/// <summary>Answers questions in batches: one JSON object a line in, one a line out, each line a fresh conversation that leaves nothing behind.</summary>
internal static class AskCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Reads to the end of the input; 1 if any line was not understood, else 0.</summary>
    public static async Task<int> RunAsync(string contentRoot, DateTimeOffset? now, TextReader input, TextWriter output, CancellationToken cancel)
    {
        var configuration = HostConfiguration.Read(contentRoot);
        var clinic = ClinicSettings.Read(configuration);
        var content = ContentFolder.Load(contentRoot, clinic, KnowledgeSettings.Read(configuration).ServeUnreviewed);
        var clock = TimeZoneInfo.ConvertTime(now ?? DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone));
        var status = 0;
        var number = 0;
        while (await input.ReadLineAsync(cancel) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var (id, turns, single, problem) = Read(line);
            object answer;
            if (problem is not null)
            {
                status = 1;
                answer = new { Id = id, Error = string.Create(CultureInfo.InvariantCulture, $"line {number}: {problem}") };
            }
            else
            {
                var said = await TalkAsync(content, clock, turns);
                answer = single ? new Answer(said[0]) { Id = id } : new { Id = id, Turns = said };
            }

            await output.WriteLineAsync(JsonSerializer.Serialize(answer, answer.GetType(), WithNulls(problem)).AsMemory(), cancel);
        }

        await output.FlushAsync(cancel);
        return status;
    }

    // An error line names its id even where there is none.
    private static JsonSerializerOptions WithNulls(string? problem) => problem is null ? s_json : s_jsonWithNulls;

    private static readonly JsonSerializerOptions s_jsonWithNulls = new(s_json) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    private static (JsonNode? Id, string[] Turns, bool Single, string? Problem) Read(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject question
                ? Read(question)
                : (null, [], false, "this is not an object. Write {\"id\": \"q1\", \"text\": \"…\"}.");
        }
        catch (JsonException)
        {
            return (null, [], false, "this is not JSON. Write one object a line, such as {\"id\": \"q1\", \"text\": \"…\"}.");
        }
        catch (ArgumentException)
        {
            return (null, [], false, "a name occurs twice in the object. Write each once.");
        }
        catch (InvalidOperationException)
        {
            return (null, [], false, "a text in it is not valid Unicode: it holds half of a surrogate pair.");
        }
    }

    private static (JsonNode? Id, string[] Turns, bool Single, string? Problem) Read(JsonObject question)
    {
        var id = question["id"]?.DeepClone();
        if (id is null or not JsonValue)
            return (null, [], false, "'id' is missing. Give each question one.");
        if (id.GetValueKind() == JsonValueKind.String)
            id = id.GetValue<string>();
        if (question["text"] is JsonValue text && text.GetValueKind() == JsonValueKind.String)
            return (id, [text.GetValue<string>()], true, null);
        if (question["turns"] is JsonArray { Count: > 0 } turns && turns.All(turn => turn?.GetValueKind() == JsonValueKind.String))
            return (id, [.. turns.Select(turn => turn!.GetValue<string>())], false, null);
        return (id, [], false, "neither 'text' nor 'turns' is there. Write \"text\": \"…\", or \"turns\": [\"…\", \"…\"].");
    }

    private static async Task<ImmutableArray<Said>> TalkAsync(BotContent content, DateTimeOffset now, string[] turns)
    {
        var schedule = new ScratchSchedule(content.Clinic, now);
        var (opened, _) = await Deciding.DecideAsync(content, new(), new Input.Started(), now, schedule.PerformAsync);
        var state = opened.State;
        var said = ImmutableArray.CreateBuilder<Said>();
        foreach (var text in turns)
        {
            var (turn, _) = await Deciding.DecideAsync(content, state, new Input.Said(text), now, schedule.PerformAsync);
            state = turn.State;
            said.Add(new(
                turn.Outcome.ToString().ToLowerInvariant(),
                turn.Why.Topics,
                [.. turn.Replies.SelectMany(reply => reply.Citations).Select(citation => new Cited(citation.Article, citation.Section)).Distinct()],
                string.Join("\n\n", turn.Replies.Select(PlainTextRenderer.Render))));
        }

        return said.ToImmutable();
    }

    private record Said(string Outcome, ImmutableArray<string> Topics, ImmutableArray<Cited> Citations, string Text);

    private sealed record Cited(string Article, string Section);

    private sealed record Answer : Said
    {
        public Answer(Said said)
            : base(said)
        {
        }

        [JsonPropertyOrder(-1)]
        public JsonNode? Id { get; init; }
    }
}

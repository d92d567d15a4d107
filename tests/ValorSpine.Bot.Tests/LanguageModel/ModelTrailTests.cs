using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Tests.Content;

namespace ValorSpine.Bot.Tests.LanguageModel;

/// <summary>What left the clinic is on the audit trail, and nothing else.</summary>
public sealed class ModelTrailTests
{
    private static readonly ModelRequest s_request = new ModelRequest.Reword("is it safe", [new(1, "It has risks.", Required: true, FollowsOn: false)]);
    private readonly Trail _trail = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_never_sent_is_not_on_the_trail()
    {
        var turn = Turn(_ => new(ModelResult.Nothing.Unsent("budget spent")));

        await turn.PerformAsync(s_request, ContentCopy.Original, Cancel);
        await turn.RecordRestAsync();

        Assert.Empty(_trail.Actions);
    }

    [Fact]
    public async Task What_left_with_a_turn_that_came_to_nothing_is_on_the_trail()
    {
        var turn = Turn(_ => throw new OperationCanceledException());

        await Assert.ThrowsAsync<OperationCanceledException>(() => turn.PerformAsync(s_request, ContentCopy.Original, Cancel).AsTask());
        await turn.RecordRestAsync();

        Assert.Equal([ModelTrail.ActionOf(s_request)], _trail.Actions);
    }

    [Fact]
    public async Task What_the_turn_was_kept_with_is_not_told_again()
    {
        var turn = Turn(_ => new(new ModelResult.Nothing("too slow")));

        var told = await turn.PerformAsync(s_request, ContentCopy.Original, Cancel);
        turn.Committed([new(s_request, told)]);
        await turn.RecordRestAsync();

        Assert.Empty(_trail.Actions);
    }

    [Fact]
    public async Task A_turn_that_is_decided_again_asks_once()
    {
        var asked = 0;
        var turn = Turn(_ => new(new ModelResult.Nothing($"{++asked}")));

        var first = await turn.PerformAsync(s_request, ContentCopy.Original, Cancel);
        var second = await turn.PerformAsync(new ModelRequest.Reword("is it safe", [new(1, "It has risks.", Required: true, FollowsOn: false)]), ContentCopy.Original, Cancel);

        Assert.Equal((1, first), (asked, second));
    }

    private ModelTurn Turn(Func<ModelRequest, ValueTask<ModelResult>> tells) => new(new Scripted(tells), _trail, NullLogger.Instance, "c1", default);

    private sealed class Scripted(Func<ModelRequest, ValueTask<ModelResult>> tells) : ILanguageModel
    {
        public ValueTask<ModelResult> PerformAsync(ModelRequest request, BotContent content, DateTimeOffset since, CancellationToken cancel) => tells(request);
    }

    private sealed class Trail : IAuditTrail
    {
        public List<string> Actions { get; } = [];

        public ValueTask<long> RecordAsync(string actor, string action, string? conversationId, string? note, CancellationToken cancel)
        {
            Actions.Add(action);
            return new(Actions.Count);
        }

        public ValueTask<ImmutableArray<AuditEntry>> ListAsync(AuditFilter filter, long? before, int take, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<AuditVerification> VerifyAsync(CancellationToken cancel) => throw new NotSupportedException();
    }
}

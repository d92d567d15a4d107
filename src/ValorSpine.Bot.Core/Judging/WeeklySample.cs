using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Judging;

/// <summary>A reply that can be drawn.</summary>
public sealed record Drawable(string ConversationId, long Sequence, Outcome Outcome);

/// <summary>A reply that was drawn.</summary>
/// <param name="ConversationId">Where it was said.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="ByRisk">Drawn by risk rather than at random.</param>
/// <param name="ReadTwice">Whether a second person reads it blind.</param>
public sealed record Drawn(string ConversationId, long Sequence, bool ByRisk, bool ReadTwice);

/// <summary>Draws the replies of a week that people judge: as many at random as by risk. The same week and replies give the same draw, so that anybody can do it again.</summary>
public static class WeeklySample
{
    private const int ReadTwiceOf = 10;

    /// <summary>The draw.</summary>
    /// <param name="week">The Monday.</param>
    /// <param name="replies">All replies of the week.</param>
    /// <param name="each">How many at random, and how many by risk.</param>
    public static ImmutableArray<Drawn> Draw(DateOnly week, IEnumerable<Drawable> replies, int each)
    {
        var all = replies.ToArray();
        var random = all.OrderBy(reply => Key(week, reply, "random")).ThenBy(Name, StringComparer.Ordinal).Take(each).ToArray();
        var taken = random.Select(Name).ToHashSet(StringComparer.Ordinal);
        // Each comes up as often as its weight says (Efraimidis and Spirakis).
        var byRisk = all.Where(reply => !taken.Contains(Name(reply)))
            .OrderBy(reply => -Math.Log(Key(week, reply, "risk")) / WeightOf(reply.Outcome)).ThenBy(Name, StringComparer.Ordinal).Take(each);
        var drawn = random.Select(reply => (Reply: reply, ByRisk: false)).Concat(byRisk.Select(reply => (Reply: reply, ByRisk: true))).ToArray();
        var twice = drawn.Select(one => one.Reply).OrderBy(reply => Key(week, reply, "twice")).ThenBy(Name, StringComparer.Ordinal)
            .Take((drawn.Length + ReadTwiceOf - 1) / ReadTwiceOf).Select(Name).ToHashSet(StringComparer.Ordinal);
        // In an order that tells nobody why a reply was drawn.
        return
        [
            .. drawn.OrderBy(one => Key(week, one.Reply, "order")).ThenBy(one => Name(one.Reply), StringComparer.Ordinal)
                .Select(one => new Drawn(one.Reply.ConversationId, one.Reply.Sequence, one.ByRisk, twice.Contains(Name(one.Reply)))),
        ];
    }

    /// <summary>How much more often an outcome comes up than an answer.</summary>
    public static double WeightOf(Outcome outcome) => outcome switch
    {
        Outcome.Emergency or Outcome.Crisis => 8,
        Outcome.Advice => 5,
        Outcome.Abstain => 3,
        Outcome.Clarify or Outcome.Screening => 2,
        _ => 1,
    };

    private static string Name(Drawable reply) => string.Create(CultureInfo.InvariantCulture, $"{reply.ConversationId}#{reply.Sequence}");

    /// <summary>A number between 0 and 1, neither included, that looks like chance and is always the same.</summary>
    private static double Key(DateOnly week, Drawable reply, string use)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{use} {week.DayNumber} {Name(reply)}")));
        return ((BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) + 0.5) / (1UL << 53);
    }
}

using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What is said when two treatments are compared.</summary>
internal static class ComparisonReplies
{
    private const int MostFollowUps = 2;
    private const int RowsInBrief = 3;

    // The aspect of a talk about all of a table.
    private const string Whole = "what";

    /// <summary>The table that a message asks for, or null where it compares nothing.</summary>
    public static ComparisonTable? TableOf(Turn turn) =>
        turn.Content.Comparing.Read(turn.Text, turn.State.Frame?.Compared, AboutOf(turn)) is var (first, second, aspect) ? turn.Content.Knowledge.SideBySide.Between(first, second, aspect) : null;

    /// <summary>What the last answer was about, in words: the treatment, or the article's title and what "it" means after it.</summary>
    private static string? AboutOf(Turn turn) => turn.State.Frame switch
    {
        null => null,
        { Subject: "fibrin" or "decompression" } frame => frame.Subject,
        var frame => turn.Content.Knowledge.Find(frame.Article) is { } article ? $"{article.Title}. {(article.Id == article.Topic ? turn.Content.Knowledge.Topics.GetValueOrDefault(article.Topic)?.About : "")}" : null,
    };

    /// <summary>The table as text and card, what to ask next, and what "it" means from now on.</summary>
    public static Decision.Done Compare(Turn turn, ComparisonTable table)
    {
        var article = turn.Content.Knowledge.FindTopic(table.Topic);
        var card = CardOf(turn, table);
        var title = turn.Say("answering.side-by-side", ("first", table.First.Name), ("second", WithinSentence(table.Second.Name)));
        var rows = card.Rows.Select(row => $"{row.Aspect}\n" + string.Join('\n', row.Cells.Select((cell, column) => $"- {card.Columns[column]}: {cell}"))).ToArray();
        return new(new TurnResult
        {
            State = turn.State with { Frame = FrameOf(turn, table, article) },
            Replies =
            [
                new Reply
                {
                    Text = $"{title}\n\n{string.Join("\n\n", rows)}\n\n{card.Note}",
                    Brief = string.Join("\n\n", RowByRow(turn, table, rows, card.Note)),
                    Card = card,
                    Choices = [.. Choices(turn, table), turn.Choice(ChoiceAction.Screen), turn.Choice(ChoiceAction.Book)],
                    Citations = article is null ? [] : [turn.Content.Knowledge.Cite(article, article.ShortAnswer, table.Sources)],
                },
            ],
            Outcome = Outcome.Answer,
            Why = new() { DecidedBy = "answering", Note = $"side by side: {table.First.Id}, {table.Second.Id}{(table.Asked is null ? "" : $": {table.Asked.Id}")}", Topics = [table.Topic] },
        });
    }

    /// <summary>Whether all that a message asks to compare was shown when the two were talked of last.</summary>
    public static bool WasShown(Turn turn, ComparisonTable table) =>
        turn.Action is null && table.Asked is null && turn.State.Frame is { Aspect: Whole, Compared: { } shown } && shown.First == table.First.Id && shown.Second == table.Second.Id;

    /// <summary>Asks which part of the table, which was shown, is meant.</summary>
    public static Decision.Done AskPart(Turn turn, ComparisonTable table)
    {
        const int mostParts = 4;
        var parts = table.Rows.Select(row => table.Pair.ByAspect ? row.Aspect.Topic : null).Append(table.Pair.Topic).OfType<string>().Where(topic => topic != table.Topic).Distinct()
            .Select(topic => AnsweringReplies.TopicChoice(turn, topic)).OfType<Choice>().Take(mostParts);
        var done = turn.Says("answering.compared-already", Outcome.Answer, "answering", [.. parts, turn.Choice(ChoiceAction.Staff)]);
        return new(done.Turn with { Why = done.Turn.Why with { Topics = [table.Topic] } });
    }

    private static Card.Comparison CardOf(Turn turn, ComparisonTable table) => new(
        turn.Say("answering.side-by-side-card"),
        [table.First.Name, table.Second.Name],
        [.. table.Rows.Select(row => new ComparisonRow(row.Aspect.Name, [.. row.Cells.Select(cell => cell is null ? turn.Say("answering.not-compared") : turn.Content.Clinic.Fill(cell.Text))]))],
        turn.Content.Clinic.Fill(string.Join('\n', table.Notes.Select(note => note.Text))));

    /// <summary>
    /// The table where its rows come one after the other: first what was asked for, else what studies show, and the note right after it, so that no row is read without what says how good the proof is; then the risks.
    /// Each row names both, so that it needs no heading. Rows for which there is no room are named, as each can be asked for.
    /// </summary>
    private static string[] RowByRow(Turn turn, ComparisonTable table, string[] rows, string note)
    {
        (string Row, ComparedAspect Aspect)[] byWeight = [.. rows.Zip(table.Rows, (row, of) => (row, of.Aspect)).OrderBy(row => Weight(row.Aspect.Id))];
        string[] pieces = [byWeight[0].Row, note, .. byWeight.Skip(1).Select(row => row.Row)];
        var said = LittleRoom.Takes(pieces, least: 2, most: RowsInBrief + 1);
        string[] left = [.. byWeight.Skip(said - 1).Select(row => WithinSentence(row.Aspect.Name))];
        return left.Length == 0 ? pieces : [.. pieces.Take(said), turn.Say("answering.side-by-side-rest", ("rest", string.Join(", ", left)), ("one", left.MinBy(name => name.Length)!))];

        int Weight(string aspect) => aspect == (table.Asked?.Id ?? Comparison.Evidence) ? 0 : aspect == Comparison.Safety ? 1 : 2;
    }

    // "PRP" keeps its letters.
    private static string WithinSentence(string name) => name.Length > 1 && char.IsLower(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    /// <summary>"It" after a comparison: the one treatment of this service, where just one was compared.</summary>
    private static Frame FrameOf(Turn turn, ComparisonTable table, Article? article)
    {
        var ofService = new[] { table.First.Id, table.Second.Id }.Where(turn.Content.Knowledge.SideBySide.TheTwo.Contains).ToArray();
        var subject = ofService is [var only] ? only : turn.Content.Knowledge.Topics.GetValueOrDefault(table.Topic)?.Subject;
        return new(subject, table.Asked?.Frame ?? Whole, article?.Id ?? table.Topic, 0, new(table.First.Id, table.Second.Id));
    }

    /// <summary>What to ask next: the same aspect of one of the two, or the topics that the table rests on; a person where the answer is that we have none.</summary>
    private static IEnumerable<Choice> Choices(Turn turn, ComparisonTable table)
    {
        var topics = turn.Content.Knowledge.Topics;
        IEnumerable<string> next =
        [
            .. table.Asked is { } asked ? new[] { table.First.Id, table.Second.Id }.Select(subject => topics.Values.FirstOrDefault(topic => topic.Subject == subject && topic.Aspect == asked.Frame)?.Id).OfType<string>() : [],
            .. table.Pair.ByAspect && table.Asked is null ? table.Rows.Select(row => row.Aspect.Topic).Where(topic => topic != table.Topic) : [table.Topic, table.Pair.Topic, table.First.Topic, table.Second.Topic],
        ];
        // The aspect's own article says more of what was just asked.
        var says = table.Topic != table.Pair.Topic ? table.Topic : null;
        var choices = next.Select(topic => topic == says ? turn.Choice(ChoiceAction.More) : AnsweringReplies.TopicChoice(turn, topic)).OfType<Choice>();
        return (table.IsSilent ? choices.Take(1).Append(turn.Choice(ChoiceAction.Staff)) : choices).DistinctBy(choice => choice.Label).Take(MostFollowUps);
    }
}

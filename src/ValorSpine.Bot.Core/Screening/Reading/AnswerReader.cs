using System.Globalization;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads the answer to any question. Null means: this is no answer to it.</summary>
internal static class AnswerReader
{
    /// <summary>What is certain at once: the whole message is an option, a number, a yes. Also right for a message that looks like a question.</summary>
    public static AnswerReading? Exact(Question question, SaidText said, DateTimeOffset now) => question switch
    {
        { IsChoice: true } => ChoiceReader.Exact(question, said),
        { Type: QuestionType.String or QuestionType.Text } => null,
        _ => said.Words.Length <= 3 && !Asking.Asks(said) ? Typed(question, said, now) : null,
    };

    /// <summary>What can be found in a longer message that is not a question.</summary>
    public static AnswerReading? Within(Question question, SaidText said, DateTimeOffset now)
    {
        if (question.Type is QuestionType.Choice)
            return ChoiceReader.Within(question, said, now);
        if (question.Type is QuestionType.OpenChoice)
            return ChoiceReader.Within(question, said, now) ?? Words(question, said);
        return Typed(question, said, now);
    }

    private static AnswerReading? Typed(Question question, SaidText said, DateTimeOffset now)
    {
        var reading = question.Type switch
        {
            QuestionType.Boolean => BooleanReader.Read(question, said),
            QuestionType.Integer when question.IsAge => AgeReader.Read(said, now) is { } age ? Age(said, now, age)
                : AgeReader.EitherOf(said, now) is { } either ? new AnswerReading.Vague("screening.age-either", either)
                : AgeReader.IsAboutRight(said) ? new AnswerReading.Vague("screening.age-about", "")
                : Whole(said) is { } other && !AnswerBounds.Holds(question, new AnswerValue.Whole(other)) ? new AnswerReading.OutOfBounds() : null,
            QuestionType.Integer => Whole(said) is { } whole ? new AnswerReading.Understood([new AnswerValue.Whole(whole)]) : null,
            QuestionType.Decimal => One(said) is { } number ? new AnswerReading.Understood([new AnswerValue.Number(number)]) : null,
            QuestionType.Date => TimeReader.Date(said, now) is { } day ? new AnswerReading.Understood([new AnswerValue.Day(day)]) : null,
            QuestionType.Quantity => Amount(question, said, now) is { } amount ? new AnswerReading.Understood([amount]) : null,
            _ => Words(question, said),
        };
        return reading switch
        {
            AnswerReading.Understood understood when !understood.Values.All(value => AnswerBounds.Holds(question, value)) => new AnswerReading.OutOfBounds(),
            null => YesNo.Read(said) switch
            {
                // "I have no papers, maybe 70, maybe 72": in doubt between what it names, so it is asked.
                Consent.Unsure when question.Type is QuestionType.Boolean || question.Type is QuestionType.Integer or QuestionType.Decimal && Numbers.In(said.Words).Length > 0 => null,
                Consent.Unsure => new AnswerReading.Unsure(),
                Consent.Declined => new AnswerReading.Declined(),
                _ => null,
            },
            _ => reading,
        };
    }

    /// <summary>"8" may be a place in a list, or a typing error: whoever is eight says so once more.</summary>
    private static AnswerReading Age(SaidText said, DateTimeOffset now, int age) =>
        age < AgeReader.SeldomAlone && AgeReader.Told(said, now) != age ? new AnswerReading.Vague("screening.age-small", age.ToString(CultureInfo.InvariantCulture)) : new AnswerReading.Understood([new AnswerValue.Whole(age)]);

    private static int? Whole(SaidText said) => One(said) is { } number && number == decimal.Truncate(number) && Math.Abs(number) < int.MaxValue ? (int)number : null;

    private static decimal? One(SaidText told)
    {
        var said = SelfRepair.Start(told) is var start and > 0 && Numbers.In(told.From(start).Words).Length == 1 ? told.From(start) : told;
        return Numbers.In(said.Words) switch
        {
            [var one] => one.Value,
            [] when said.Words.Length > 0 => RecognizedDates.Number(said.Raw),
            _ => null,
        };
    }

    private static AnswerValue.Amount? Amount(Question question, SaidText said, DateTimeOffset now)
    {
        if (question.Units.Any(unit => TimeUnit.Days(unit.Code) is not null))
        {
            var unit = question.Units.FirstOrDefault(unit => said.Words.Any(word => Durations.UnitOf(word) == unit.Code)) ?? question.Units.First(unit => TimeUnit.Days(unit.Code) is not null);
            if (TimeReader.Ago(said, now) is { } span)
                return new(Math.Round(span.Middle / TimeUnit.Days(unit.Code)!.Value, 2), unit.Name, unit.Code);
        }

        if (Numbers.In(said.Words) is not [var number])
            return null;
        var after = number.At + number.Length < said.Words.Length ? said.Words[number.At + number.Length] : null;
        var meant = question.Units.FirstOrDefault(unit => after is not null && (Spelling.Same(after, unit.Name.ToLowerInvariant()) || string.Equals(after, unit.Code, StringComparison.OrdinalIgnoreCase)))
            ?? (question.Units is [var only] && after is null ? only : null);
        return meant is not null ? new(number.Value, meant.Name, meant.Code) : question.Units.Length == 0 ? new(number.Value, after ?? "", after ?? "1") : null;
    }

    private static AnswerReading? Words(Question question, SaidText said)
    {
        var text = said.Raw.Trim();
        if (text.Length == 0 || !text.Any(char.IsLetterOrDigit))
            return null;
        return text.Length > question.MaxLength ? new AnswerReading.OutOfBounds() : new AnswerReading.Understood([new AnswerValue.Words(text)]);
    }
}

using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads a message in answer to a choice by the options that it names and how each is meant, then by the times that it tells, then by its yes or no.</summary>
internal sealed class NamedOptions
{
    private const decimal OneYear = 365;

    private const int MostWordsOfTime = 6;

    private readonly Question _question;
    private readonly SaidText _said;
    private readonly DateTimeOffset _now;
    private readonly ImmutableArray<Mention> _mentions;
    private readonly ImmutableArray<(Mention Mention, Meant Meant)> _meant;
    private readonly ImmutableArray<Span> _spans;

    private NamedOptions(Question question, SaidText told, SaidText timed, DateTimeOffset now)
    {
        (_question, _now, _said) = (question, now, question.Phrases.Corrected(told));
        _mentions = question.Phrases.In(_said);
        _spans = question.HasRanges ? TimedOptions.TimeSpans(question, timed, now) : [];
        var denials = new Denials(_said, _mentions, question);
        _meant = [.. _mentions.Where(mention => mention.Option is not null).Select(mention => (mention, MeantBy(mention, denials)))];
    }

    /// <summary>What a message says; null where it is no answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="told">The message.</param>
    /// <param name="timed">The part of it of which the times count.</param>
    /// <param name="now">When it is said.</param>
    public static AnswerReading? Read(Question question, SaidText told, SaidText timed, DateTimeOffset now) => new NamedOptions(question, told, timed, now).Read();

    private AnswerReading? Read()
    {
        if (AllBut.Read(_question, _said, _mentions) is { } allBut)
            return allBut;
        var (certain, doubtful) = (Certain(), Options(Meant.Doubtful));
        if (LastingOrLength(certain) is { } unclear)
            return unclear;
        if (certain.Length > 0 && certain.All(option => option.IsNone) && IsNoPlainNone(doubtful))
            return doubtful.Length > 0 ? new AnswerReading.Unclear(doubtful) : null;
        if (certain.Length > 0)
            return Taken(certain);
        if (ByTime() is { } timed)
            return timed;
        if (doubtful.Length > 0)
            return new AnswerReading.Unclear(doubtful);
        // "Not sure" and "rather not say" as options.
        return Options(Meant.Said) is { Length: > 0 } absent ? Chosen.Of(_question, absent) : ChoiceByYesOrNo.Read(_question, _said, _mentions, denies: _meant.Length > 0);
    }

    private Meant MeantBy(Mention mention, Denials denials)
    {
        if (mention is { IsDoubtful: true, Option.IsNone: true })
            return Meant.Doubtful;
        if (mention.Option!.Exclusive)
            return Denials.IsTurnedRound(_said, mention) || Denials.IsOnlySince(_said, mention) ? Meant.Doubtful : Meant.Said;
        var meant = denials.Of(mention);
        if (meant is not Meant.Said)
            return meant;
        // A warning sign of long ago is no plain yes.
        return mention.IsDoubtful || (_question is { IsRedFlag: true, Required: true } && LongPast.In(_said, mention, _now)) ? Meant.Doubtful : Meant.Said;
    }

    private ImmutableArray<AnswerOption> Options(Meant how) => [.. _meant.Where(one => one.Meant == how).Select(one => one.Mention.Option!).Distinct()];

    private IEnumerable<Mention> MentionsSaid => _meant.Where(one => one.Meant is Meant.Said).Select(one => one.Mention);

    private ImmutableArray<AnswerOption> Certain()
    {
        ImmutableArray<AnswerOption> certain = [.. Options(Meant.Said).Where(option => !option.IsUnknown && !option.IsDeclined)];
        // "The old one, five years back": the time settles what the words leave open.
        return certain.IsEmpty && _spans.Length > 0 && Options(Meant.Doubtful) is [{ Range: { } range } only] && _spans.All(span => range.Touches(span.From, span.To)) ? [only] : certain;
    }

    /// <summary>"It comes and goes, but only for the last 2 months": which of the two counts?</summary>
    private AnswerReading.Unclear? LastingOrLength(ImmutableArray<AnswerOption> certain)
    {
        if (!_question.AllRanges || certain.Where(option => option is { Range: null, Exclusive: false }).ToArray() is not [var lasting] || _spans.IsEmpty || _spans.Any(span => span.To >= OneYear))
            return null;
        var isBounded = _spans.All(span => span.From == span.To) || _said.Words.Any(word => word is "only" or "just" or "last" or "past" or "started");
        return isBounded && TimedOptions.Held(_question, _spans) is { Length: > 0 } lengths ? new([lasting, .. lengths]) : null;
    }

    private bool IsNoPlainNone(ImmutableArray<AnswerOption> doubtful) =>
        NoneOfThese.HasMore(_said, _mentions) || (!_question.IsRedFlag && ChoiceByYesOrNo.SaysYesToOther(_said)) || _meant.Any(one => one.Meant is Meant.Doubtful && NoneOfThese.IsExcepted(_said, one.Mention)) || (_question.IsRedFlag && ((doubtful.Length > 0 && Signs.AreNothingNew(_said)) || Signs.StandBeside(_question, _said)));

    private AnswerReading? Taken(ImmutableArray<AnswerOption> certain)
    {
        if (!_question.Repeats && certain.Length > 1)
            certain = MainOption.Of(_question, _said, MentionsSaid, certain);
        if (MainOption.IsOnlySide(_question, _said, MentionsSaid, _mentions))
            return null;
        if (TimedOptions.IsOfUntoldTime(_question, _said, MentionsSaid, _spans, certain))
            return new AnswerReading.Unclear([.. _question.Options.Where(option => option.Range is not null)]);
        if (_question.Repeats && !_question.IsRedFlag && TakesBack(certain) is { } unclear)
            return unclear;
        var chosen = TimedOptions.InTime(_question, certain, _question.AllRanges ? _spans : TimesOfOptions.Of(_spans, _said, _mentions, _now)) ?? Chosen.Of(_question, certain);
        return chosen is AnswerReading.Understood understood && MayBeMore(certain) ? understood with { MayBeMore = true } : chosen;
    }

    private bool MayBeMore(ImmutableArray<AnswerOption> certain) =>
        _question is { Repeats: true, Required: false } && certain.Any(option => !option.Exclusive) && (Unread.Within(_said, _mentions) || Unread.IsMuch(_said, _mentions));

    /// <summary>"I thought I had cancer, but it was benign. So none": both cannot be.</summary>
    private AnswerReading.Unclear? TakesBack(ImmutableArray<AnswerOption> certain)
    {
        if (NoneOfThese.Of(_question) is not { } none || certain.All(option => option.Exclusive) || _said.Words.Any(word => word is "but" or "except" or "besides" or "otherwise" or "other" or "else" or "rest" or "just" or "only" or "apart" or "aside" or "bar" or "that"))
            return null;
        var last = _mentions.Where(mention => mention.Option is { Exclusive: false }).Max(mention => mention.End);
        return _mentions.Any(mention => mention.Option == none && mention.At >= last && mention.Places.Any(place => ReadingWords.NoneHeads.Contains(_said.Words[place]))) ? new([.. certain.Where(option => !option.Exclusive), none]) : null;
    }

    private AnswerReading? ByTime()
    {
        if (!_question.HasRanges)
            return null;
        var held = TimedOptions.Held(_question, _spans);
        if (_question.AllRanges && !held.IsEmpty)
            return Chosen.Of(_question, TimedOptions.Mostly(held, _spans));
        // "18 months ago", where it is asked for the last scan.
        return held is [var only] && _mentions.IsEmpty && _said.Words.Length <= MostWordsOfTime && Numbers.In(_said.Words).Length <= 1 ? Chosen.Of(_question, [only]) : null;
    }
}

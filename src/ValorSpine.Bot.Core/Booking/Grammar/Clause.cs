namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>A day or a time of day that a clause names, with how it is meant there.</summary>
/// <param name="Piece">What is named.</param>
/// <param name="Relation">How it bounds what is wanted; <see cref="PieceKind.At"/> where it is itself wanted.</param>
/// <param name="Refused">Whether it is ruled out.</param>
/// <param name="Unit">"Day" or "week" where it is counted from: "the day after".</param>
/// <param name="Join">What joins it to the one before it: a relation, <see cref="PieceKind.Or"/>, <see cref="PieceKind.Break"/>, or <see cref="PieceKind.Filler"/> where it stands beside it.</param>
internal sealed record Named(Piece Piece, PieceKind Relation, bool Refused, PieceKind Join, string Unit = "");

/// <summary>Reads one clause: which days and times it names, and whether it wants or refuses them.</summary>
/// <param name="pieces">Its pieces.</param>
/// <param name="isReason">Whether it is called a reason.</param>
/// <param name="isConcluded">Whether a "so" follows, before which what is not clear is a reason.</param>
internal sealed class Clause(List<Piece> pieces, bool isReason, bool isConcluded)
{
    /// <summary>What a clause ends with whose days another clause rules out.</summary>
    public const string RuledOut = "ruled out";

    private readonly List<Named> _named = [];
    private bool _suits, _isStrange;

    /// <summary>What the clause names, in order.</summary>
    public IReadOnlyList<Named> Named => _named;

    /// <summary>Whether it tells why, not when.</summary>
    public bool IsReason => isReason || (isConcluded && IsOpen);

    /// <summary>Whether it says something that these rules cannot vouch for.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether it points at a time that it does not name: "or the day after", "between those hours".</summary>
    public bool PointsBack { get; private set; }

    /// <summary>Whether it tells what happened, so that its days are past ones.</summary>
    public bool IsStory { get; private set; }

    /// <summary>Whether it counts from something whose day is not known: "after my vacation", "my usual slot".</summary>
    public bool IsUnanchored => (!Has(PieceKind.Any) && pieces.Exists(piece => piece.Text is "usual" or "same" or "birthday")) || (pieces.FindIndex(piece => piece.Kind is PieceKind.After or PieceKind.Before || piece.Text is "until" or "once") is >= 0 and var at && pieces[at..].Exists(piece => piece.Kind is PieceKind.Unknown or PieceKind.Busy) && pieces[at..].Exists(piece => piece.Text is "my" or "the" or "our" or "i" or "we"));

    /// <summary>Whether it names a day.</summary>
    public bool NamesDay => _named.Exists(one => one.Piece.Kind == PieceKind.Day);

    /// <summary>Whether it begins with a day that is wanted, as far as it goes: "friday after I vote".</summary>
    public bool LeadsWithDay => pieces.Find(piece => piece.Kind != PieceKind.Filler) is { Kind: PieceKind.Day } && !IsOpen && !_named.Exists(one => one.Refused);

    /// <summary>Whether it says of a day that it suits.</summary>
    public bool SaysDay => NamesDay && _suits && !IsOpen && !_named.Exists(one => one.Refused);

    /// <summary>Whether it tells of its days, and bounds nothing: "tomorrow I'm at the school".</summary>
    public bool IsTold => IsOpen && _isStrange && NamesDay && _named.TrueForAll(one => one.Relation == PieceKind.At) && !pieces.Exists(piece => piece.Kind is PieceKind.Except or PieceKind.Any or PieceKind.After or PieceKind.Before or PieceKind.Until or PieceKind.From or PieceKind.By or PieceKind.Between or PieceKind.Onward or PieceKind.Latest or PieceKind.Beyond or PieceKind.Other or PieceKind.Back);

    /// <summary>Whether it says again until when one is taken up: "I run a stand in brighton till then".</summary>
    public bool IsAside => _named.Count == 0 && pieces[0].Text is "i" or "i'm" or "we" && pieces.FindIndex(piece => piece.Kind == PieceKind.Back) is > 0 and var back && pieces[back - 1].Kind == PieceKind.Until && !_suits;

    /// <summary>Whether it tells of someone's day: "my daughter works till noon", "I drop the tanks off at 1".</summary>
    public bool IsChatter => !NamesDay && (pieces[0].Kind == PieceKind.Unknown && pieces.Count > 2 || pieces[0].Text is "i" or "i'm" or "my" or "our" or "we" or "he" or "she" or "they" or "his" or "her" or "you" or "the" or "it's" or "it")
        && !pieces.Exists(piece => piece.Kind is PieceKind.Not or PieceKind.Except or PieceKind.Ends || piece.Text is "can" or "could" or "free" or "available" or "prefer" or "like" or "want" or "need" or "would" or "best" or "better" or "good" or "ok" or "fine")
        && pieces.Exists(piece => piece.Kind is PieceKind.Unknown or PieceKind.Busy);

    /// <summary>Whether it denies what another says: "thursdays I don't".</summary>
    public bool IsElliptic => NamesDay && pieces.FindLast(piece => piece.Kind != PieceKind.Filler) is { Text: "don't" or "doesn't" or "isn't" or "aren't" or "not" };

    /// <summary>Whether it moves what is booked: "can I move it to monday".</summary>
    public bool IsMove { get; private set; }

    private bool Has(PieceKind kind) => pieces.Exists(piece => piece.Kind == kind);

    /// <summary>The clause, read.</summary>
    public Clause Read()
    {
        var first = pieces.FindIndex(piece => piece.NamesWhen);
        IsOpen = Has(PieceKind.Beyond) || Has(PieceKind.Other) || Has(PieceKind.Back) && Enumerable.Range(1, pieces.Count - 1).Any(at => pieces[at].Kind == PieceKind.Back && pieces[at - 1].Kind is PieceKind.After or PieceKind.Before or PieceKind.Until or PieceKind.Not or PieceKind.By);
        // "My mother-in-law is here until the 18th": is that when one can come, or when one cannot?
        IsOpen |= !isReason && pieces.Exists(piece => piece is { Kind: PieceKind.Until, Text: not "to" }) && first > 0 && pieces[..first].Exists(piece => piece.Text is "my" or "our" or "his" or "her" or "he" or "she" or "they") && !pieces.Exists(piece => piece.Kind is PieceKind.Clock or PieceKind.Busy);
        IsStory = first > 0 && pieces[..first].Exists(piece => piece.Kind == PieceKind.Story) && !pieces[first..].Exists(piece => piece.Kind == PieceKind.Suits);
        var suits = pieces.Where((piece, at) => piece.Kind == PieceKind.Suits && !IsDenied(at)).Any();
        _isStrange = first >= 0 && !suits && !IsSettled() && pieces[^1].Text != RuledOut && pieces.Exists(piece => piece.Kind == PieceKind.Unknown);
        IsOpen |= _isStrange;
        _suits = suits;
        var moves = pieces.Exists(piece => piece.Text is "move" or "change" or "switch" or "reschedule" or "push" or "bump");
        var (relation, join, denied, excepted, between, unit) = (PieceKind.At, PieceKind.Break, false, false, false, "");
        var named = false;
        PointsBack = pieces.Exists(piece => piece.Text == "likewise");
        for (var at = 0; at < pieces.Count; at++)
        {
            var piece = pieces[at];
            switch (piece.Kind)
            {
                case PieceKind.Not when piece.Text == "no" && _named is [.., { Refused: false }] && at + 1 < pieces.Count && pieces[at - 1] is { Days.Kind: NamedKind.Weekday or NamedKind.Date } && pieces[at + 1] is { Days.Kind: NamedKind.Weekday or NamedKind.Date }:
                    // "Thursday no friday"
                    PointsBack = true;
                    break;
                case PieceKind.Not:
                    // "And never wednesdays" begins another matter.
                    join = named && _named[^1].Refused ? PieceKind.Or : _named.Count == 0 ? PieceKind.Break : join;
                    (denied, named) = (true, false);
                    break;
                case PieceKind.Except:
                    excepted = true;
                    break;
                case PieceKind.Fails when piece.Text == "out" && _named.Count == 0 && pieces[..at].TrueForAll(other => other.Kind == PieceKind.Filler) && NamesLater(at):
                    (denied, named) = (true, false);
                    break;
                case PieceKind.Fails when _named.Count == 0 && at + 1 < pieces.Count && pieces[at + 1].Kind is PieceKind.Before or PieceKind.After or PieceKind.Until or PieceKind.From:
                    (denied, named) = (true, false);
                    break;
                case PieceKind.Fails when denied && IsDenied(at):
                    // "If friday isn't taken", but "won't be out until 5"
                    denied = NamesLater(at);
                    break;
                case PieceKind.Suits when denied && !NamesLater(at):
                case PieceKind.Fails:
                    Refuse();
                    denied = false;
                    break;
                case PieceKind.Any when excepted && named:
                    excepted = false;
                    break;
                case PieceKind.Suits when excepted && piece.Text is "can" or "could" or "would" or "want" or "need" or "prefer" or "like":
                    excepted = false;
                    break;
                case PieceKind.Or:
                    // "Between now and friday"
                    (relation, join) = between && _named.Count == 0 ? (PieceKind.By, PieceKind.By) : (PieceKind.At, between ? PieceKind.Until : PieceKind.Or);
                    between = false;
                    break;
                case PieceKind.Between when !NamesLater(at):
                    // "I'm between jobs" says nothing of when.
                    PointsBack |= !(at + 1 < pieces.Count && pieces[at + 1].Kind == PieceKind.Unknown);
                    break;
                case PieceKind.Between:
                    (relation, join, between) = (PieceKind.Between, PieceKind.Between, true);
                    break;
                case PieceKind.After or PieceKind.Before or PieceKind.Until or PieceKind.From or PieceKind.By:
                    if (piece.Text == "to" && (moves || _named.Count == 0))
                    {
                        IsMove |= moves;
                        _named.Clear();
                        (relation, join) = (PieceKind.At, PieceKind.Break);
                        break;
                    }

                    if (!Bounds(at))
                    {
                        IsOpen |= !isReason && !IsSettled() && piece.Kind is PieceKind.After or PieceKind.Before;
                        PointsBack |= !isReason && piece.Kind is PieceKind.After or PieceKind.Before && at > 0 && pieces[at - 1].Text is "day" or "week" or "one" or "1";
                        break;
                    }

                    unit = at > 0 && !(at > 1 && pieces[at - 2].Kind == PieceKind.Any) && pieces[at - 1].Text is "day" or "week" or "morning" or "days" or "weeks" ? pieces[at - 1].Text + " " : "";
                    IsOpen |= denied && named;
                    relation = denied ? Denied(piece.Kind) : piece.Kind;
                    join = relation;
                    denied = false;
                    break;
                case PieceKind.Onward or PieceKind.Latest when _named.Count > 0 && at > 0 && pieces[at - 1].NamesWhen:
                    _named[^1] = _named[^1] with { Relation = piece.Kind == PieceKind.Onward ? PieceKind.From : PieceKind.By };
                    break;
                case PieceKind.Day or PieceKind.Clock or PieceKind.Part:
                    if (at > 1 && pieces[at - 1].Text is "of" or "the" && pieces[..at].FindLast(other => other.Text is not ("of" or "the"))?.Text == "week" && piece.Kind == PieceKind.Day)
                        unit = "week of ";
                    _named.Add(new(piece, relation, denied || excepted, _named.Count > 0 && join == PieceKind.Break ? PieceKind.Filler : join, unit));
                    (relation, join, unit) = (PieceKind.At, PieceKind.Filler, "");
                    named = true;
                    if (piece.Text.EndsWith("early", StringComparison.Ordinal) || piece.Text.EndsWith("late", StringComparison.Ordinal))
                        denied = false;
                    break;
            }
        }

        // "Tomorrow I can't"; "friday, not superstitious" may say anything.
        if (denied && !named && _named.Count > 0)
        {
            IsOpen |= suits;
            Refuse();
            IsOpen |= pieces.FindLastIndex(piece => piece.Kind == PieceKind.Not) < pieces.FindLastIndex(piece => piece.Kind == PieceKind.Unknown);
        }

        if (Has(PieceKind.Busy) && (!suits || Has(PieceKind.Not)))
            TakenUp();
        if (Has(PieceKind.Ends))
            FreedAt();
        return this;
    }

    /// <summary>"Not before" is from, "not after" is by.</summary>
    private static PieceKind Denied(PieceKind relation) => relation switch
    {
        PieceKind.Before or PieceKind.Until => PieceKind.From,
        PieceKind.After => PieceKind.By,
        _ => relation,
    };

    private bool IsDenied(int at) => at > 0 && (pieces[at - 1].Kind == PieceKind.Not || (at > 1 && pieces[at - 1].Kind is PieceKind.Filler or PieceKind.Suits && pieces[at - 2].Kind == PieceKind.Not));

    /// <summary>Whether it begins with a day and an hour, after which nothing counts: "thursday 7:30 before my shift".</summary>
    private bool IsSettled()
    {
        // "Not on the 22nd, it's my birthday": what is refused stays so, whatever the reason.
        var named = pieces.FindLastIndex(piece => piece.NamesWhen);
        if (pieces[0].Kind == PieceKind.Not && named > 0 && pieces[1..named].TrueForAll(piece => piece.NamesWhen || piece.Kind is PieceKind.Filler or PieceKind.Or) && !pieces[named..].Exists(piece => piece.Kind is PieceKind.Suits or PieceKind.Not or PieceKind.Other or PieceKind.Back))
            return true;
        var strange = pieces.FindIndex(piece => piece.Kind is PieceKind.Unknown or PieceKind.Before or PieceKind.After);
        return strange > 1 && pieces[0] is { Kind: PieceKind.Day } && pieces[..strange].Exists(piece => piece is { Kind: PieceKind.Clock, Hours.IsBare: false })
            && pieces[..strange].TrueForAll(piece => piece.Kind is PieceKind.Day or PieceKind.Clock or PieceKind.At or PieceKind.Filler)
            && !pieces[strange..].Exists(piece => piece.NamesWhen || piece.Kind is PieceKind.Not or PieceKind.Fails or PieceKind.Busy or PieceKind.Except or PieceKind.Or or PieceKind.Back);
    }

    private bool NamesLater(int at) => pieces[at..].Exists(piece => piece.NamesWhen);

    /// <summary>Whether a day or an hour follows that the relation at a place bounds.</summary>
    private bool Bounds(int at)
    {
        for (var next = at + 1; next < pieces.Count; next++)
        {
            if (pieces[next].NamesWhen)
                return true;
            if (pieces[next].Kind is not (PieceKind.At or PieceKind.Between or PieceKind.After or PieceKind.From) && pieces[next].Text is not ("the" or "on" or "in" or "this" or "my" or "of" or "at" or "least"))
                return false;
        }

        return false;
    }

    private void Refuse()
    {
        for (var at = 0; at < _named.Count; at++)
            _named[at] = _named[at] with { Refused = true };
    }

    /// <summary>"I work mondays", "busy until 3", "away until the 20th".</summary>
    private void TakenUp()
    {
        // "I work monday to thursday", "I'm away the 7th through the 11th"
        if (_named is [{ Piece.Days.Kind: NamedKind.Weekday or NamedKind.Recurring or NamedKind.Date, Relation: PieceKind.At or PieceKind.From } first, { Piece.Days.Kind: NamedKind.Weekday or NamedKind.Recurring or NamedKind.Date, Join: PieceKind.Until } last]
            && first.Piece.Days!.Kind == NamedKind.Date == (last.Piece.Days!.Kind == NamedKind.Date))
        {
            (_named[0], _named[1]) = (first with { Relation = PieceKind.At, Refused = true }, last with { Relation = PieceKind.At, Refused = true });
            return;
        }

        for (var at = 0; at < _named.Count; at++)
        {
            var one = _named[at];
            if (one.Relation is PieceKind.Until or PieceKind.From && _named.Count == 1)
                _named[at] = one with { Relation = pieces.Exists(piece => piece.Text == "through") ? PieceKind.After : PieceKind.From };
            else if (one.Piece.Kind == PieceKind.Day && one.Relation == PieceKind.At && one.Join is not (PieceKind.Until or PieceKind.Between))
                _named[at] = one with { Refused = true };
            else
                IsOpen = true;
        }
    }

    /// <summary>"I finish at 4": free from then on.</summary>
    private void FreedAt()
    {
        for (var at = 0; at < _named.Count; at++)
        {
            if (_named[at] is { Piece.Kind: PieceKind.Clock, Relation: PieceKind.At or PieceKind.By or PieceKind.Until } hour)
                _named[at] = hour with { Relation = PieceKind.From, Refused = false };
        }
    }
}

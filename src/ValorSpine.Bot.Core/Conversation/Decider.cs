using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// Decides what to say. Pure: the same content, state, input and facts give the same decision.
/// The order is the rule of the house: safety, then what the patient picked or asks to do, then the dialog that has the floor, then the knowledge base.
/// </summary>
public static class Decider
{
    private const int MostSoftSigns = 3, LongestSoftSign = 400, MostShortMessages = 3, MostWordsOfShort = 6;
    private const double EnoughForAside = 0.65, EnoughForGeneral = 0.85;

    /// <summary>Limits whose words also stand in questions of fact: "can I have decompression with osteoporosis" has a general answer.</summary>
    private static readonly string[] s_mayBeGeneral = ["candidate", "treatment-choice", "diagnosis", "prognosis"];

    /// <summary>Courtesies outside a dialog that are tries to answer inside one: "not sure", "that's all", "fine", "ok".</summary>
    private static readonly string[] s_answersInDialogs = ["ask", "chat", "ok", "bye", "stop", "back", "confused", "sure", "in-short"];

    /// <summary>Who is upset in more words may answer the dialog in the same message.</summary>
    private const int LongestOutburst = 8;

    private const int LongestThanks = 8;
    private static readonly string[] s_thanks = ["thanks", "thank", "thankyou", "thx", "ty"], s_noThanks = ["nothing", "no", "not", "but"];
    private static readonly string[] s_courtesies = ["stop", "ok", "thanks", "greet", "sorry", "how-are-you", "bye", "back"];
    private static readonly char[] s_ends = ['.', ',', '!', ';', '\n'];
    private static readonly string[] s_tellingStarts = ["no", "not", "i", "im", "i'm", "ive", "i've", "my", "its", "it's", "it", "yes", "yeah", "actually"];

    /// <summary>Decides one turn, or says what is needed from outside first.</summary>
    public static Decision Decide(BotContent content, ConversationState state, Input input, Facts facts)
    {
        if (input is not Input.Said said)
            return Finish(new Turn(content, state, "", null, facts, SafetyVerdict.Nothing), turn => FromElsewhere(turn, input), greets: input is not Input.ReminderDue);
        if (state.Owner is Owner.Closed)
            return Reopened(content, state, Decide(content, state with { Owner = new Owner.Bot() }, input, facts), facts);

        var text = said.Text.Trim();
        var safety = content.Safety.Evaluate(text, state.SoftSigns, state.ShortMessages);
        // What was edited may have named a choice of an older reply.
        var action = said.IsEdit ? null : Picked.ActionOf(state, text, said.Action);
        var volunteered = action is null ? Volunteered.After(content, state, text, facts.Now) : state.Volunteered;
        var turn = new Turn(content, state with { SoftSigns = SoftSignsAfter(state, text, safety), ShortMessages = ShortMessagesAfter(state, text, action, safety), Volunteered = volunteered }, text, action, facts, safety) { Files = said.Files, IsEdit = said.IsEdit };
        return Finish(
            turn, said.Reach != Reach.Open ? heard => Reached.Hear(heard, said.Reach) : state.Owner is Owner.Person person ? heard => WithPerson.Hear(heard, person) : Guarded,
            greets: said.Reach == Reach.Open, introduces: said is { Introduce: true, Reach: Reach.Open });
    }

    private static Decision FromElsewhere(Turn turn, Input input) => input switch
    {
        Input.ScheduleAnswered late => LateAnswers.Tell(turn, late.Request, late.Result),
        Input.ReminderDue due => Reminders.Tell(turn, due.Appointment),
        Input.SlotOffered freed => BookingDialog.Tell(turn, freed.Offer),
        Input.StaffTook took => OwnershipSteps.Took(turn, took.By),
        Input.StaffSaid said => OwnershipSteps.Said(turn, said.Text.Trim(), said.By),
        Input.StaffReturned => OwnershipSteps.Returned(turn),
        Input.StaffClosed => OwnershipSteps.Closed(turn),
        Input.TimerRanOut timer => OwnershipSteps.RanOut(turn, timer.Timer),
        Input.CalledInGroup called => InGroups.Reply(turn, called),
        _ => Manners.Greet(turn),
    };

    /// <summary>After staff closed the conversation, the patient is told that it is the bot who answers.</summary>
    private static Decision Reopened(BotContent content, ConversationState state, Decision decision, Facts facts)
    {
        if (decision is not Decision.Done { Turn: var result })
            return decision;
        // Who wants no messages is told nothing: it stays closed until something can be said.
        if (result.Replies.IsEmpty)
            return new Decision.Done(result.State.Owner is Owner.Bot ? result with { State = result.State with { Owner = state.Owner } } : result);
        var line = new Turn(content, state, "", null, facts, SafetyVerdict.Nothing).Say("hand-off.reopened");
        var told = result.Outcome is Outcome.Emergency or Outcome.Crisis ? result.Closing(line) : result.Opening(line);
        // What was said last is what was said: a channel with little room shows the rest of it on demand.
        return new Decision.Done(result.State.Last == result.Replies ? told with { State = told.State with { Last = told.Replies } } : told);
    }

    /// <summary>A sign may be told in several messages: those that may be part of one are kept for a while.</summary>
    private static ImmutableArray<string> SoftSignsAfter(ConversationState state, string text, SafetyVerdict safety) =>
        safety.Tier >= SafetyTier.SameDay ? []
        : safety.IsSoftSign && text.Length <= LongestSoftSign ? [.. state.SoftSigns.TakeLast(MostSoftSigns - 1), text]
        : state.SoftSigns;

    private static ImmutableArray<string> ShortMessagesAfter(ConversationState state, string text, string? action, SafetyVerdict safety) =>
        safety.Tier >= SafetyTier.SameDay || action is not null || Words.Split(text).Count is 0 or > MostWordsOfShort ? [] : [.. state.ShortMessages.TakeLast(MostShortMessages - 1), text];

    /// <param name="turn">The turn.</param>
    /// <param name="decide">Decides it.</param>
    /// <param name="greets">Whether the patient has been greeted afterwards.</param>
    /// <param name="introduces">Whether whoever was not greeted yet is greeted beside what is said; after guidance, which nothing may hold up.</param>
    private static Decision Finish(Turn turn, Func<Turn, Decision> decide, bool greets, bool introduces = false)
    {
        var decision = decide(turn);
        if (decision is not Decision.Done { Turn: var result })
            return decision;
        if (Rewording.Of(turn, result) is var (request, reworded) && request is not null)
            return new Decision.NeedsModel(request);

        var speaking = turn with { InSpanish = reworded.Replies is [{ Language: SpanishText.Language }, ..] };
        result = ConsentToModel.Asking(turn, Manners.WithFiles(turn, OfferedPerson.Offering(speaking, reworded)));
        // A dialog counts by itself what it did not understand; anything else that is understood begins the count again.
        var understood = result.Outcome is not (Outcome.Abstain or Outcome.Clarify) && result.State.Misunderstood <= turn.State.Misunderstood;
        // The rest of a reply, or a word about messages as such, leaves what was said before it as it stood.
        var stands = result.Replies is [{ Part: > 1 }, ..] or [] || result.Why.DecidedBy == Reached.Decided;
        ImmutableArray<Reply> introduction = introduces && !turn.State.Greeted && !result.Replies.IsEmpty ? [Manners.Introduction(turn)] : [];
        return new Decision.Done(result with
        {
            State = result.State with
            {
                Greeted = turn.State.Greeted || greets,
                Offered = stands ? turn.State.Offered : result.Replies[^1].Choices,
                Last = stands ? result.State.Last : result.Replies is [{ Staff: null }, ..] ? result.Replies : turn.State.Last,
                ListRead = Rest.ListRead(turn.State, turn.Facts),
                Misunderstood = understood ? 0 : result.State.Misunderstood,
                Asked = AskedBefore.After(turn, result),
                Mentioned = Mentioned.After(turn, result),
                Released = result.State.Released is { } over && over == turn.State.Released ? over with { Repeats = over.Repeats + 1 } : result.State.Released,
                Interrupted = result.State.Active == ActiveDialog.None ? result.State.Interrupted : null,
                Names = Masked.NamesAfter(turn.State, result.State),
            },
            Replies = result.Outcome is Outcome.Emergency or Outcome.Crisis ? [.. result.Replies, .. introduction] : [.. introduction, .. result.Replies],
            Why = result.Why.Safety.IsEmpty ? result.Why with { Safety = turn.Safety.Findings } : result.Why,
        });
    }

    /// <summary>Safety first, whatever else is going on.</summary>
    private static Decision Guarded(Turn turn)
    {
        if (SafetyReplies.OnSign(turn with { State = turn.State with { SafetyQuestion = null } }) is { } sign)
            return sign;
        // An edit is of an older message: it answers nothing that was asked since, neither this nor the question of a dialog.
        if (turn.IsEdit && (turn.State.SafetyQuestion is not null || (turn.State.Active != ActiveDialog.None && turn.Safety.Doubt is null)))
            return Manners.Edited(turn);
        if (turn.State.SafetyQuestion is { } asked)
            return OnSafetyAnswer(turn with { State = turn.State with { SafetyQuestion = null } }, asked);
        if (Rest.TryShow(turn) is { } rest)
            return rest;
        if (turn.State.SafeMode is not { } mode)
            return SafetyReplies.Relapsed(turn) ?? Mentioned.Claimed(turn) ?? (turn.Safety.Doubt is { } doubt ? SafetyQuestion.Ask(turn, doubt) : WithSafetyLines(turn, Routed(turn)));
        if (SafetyReplies.StillUrgent(turn) is { } still)
            return still;

        var cleared = SafetyReplies.Cleared(turn);
        if (SafetyReplies.OnlyClears(turn))
            return SafetyReplies.SaysCleared(cleared, mode);
        var decision = WithSafetyLines(cleared, Routed(cleared));
        return cleared.State.SafeMode is null ? decision : InSafeMode(turn, mode, decision);
    }

    /// <summary>Questions of fact are answered; what would begin or resume a dialog waits until the patient is safe, except the way to a person.</summary>
    private static Decision.Done InSafeMode(Turn turn, SafeMode mode, Decision decision)
    {
        if (decision is not Decision.Done { Turn: var result } || result.State.Active is ActiveDialog.Screening or ActiveDialog.Booking)
            return SafetyReplies.NotUntilSafe(turn, mode);
        return turn.Action is null && !turn.LooksLikeQuestion && result.Outcome is Outcome.Abstain or Outcome.Clarify or Outcome.Answer
            ? SafetyReplies.Again(turn, mode)
            : new Decision.Done(SafetyReplies.WithoutOffers(turn, result, mode));
    }

    /// <summary>After a plain no, the message that was asked about is answered as if there had been no doubt.</summary>
    private static Decision OnSafetyAnswer(Turn turn, SafetyQuestion asked)
    {
        switch (SafetyQuestion.IsHappening(turn, asked))
        {
            case true:
                return SafetyReplies.UrgentAsAnswered(turn, asked);
            case null:
                return SafetyQuestion.Explain(turn, asked);
        }

        var before = turn with { Text = asked.Text, Action = Picked.ActionOf(turn.State with { Offered = [] }, asked.Text, null), Safety = turn.Content.Safety.ByRules(asked.Text) with { Tier = SafetyTier.None, Rule = null, IsSoftSign = true } };
        return Routed(before) is Decision.Done { Turn: var result } ? new Decision.Done(result.Opening(SafetyQuestion.NotHappening(turn, asked))) : Routed(before);
    }

    private static Decision WithSafetyLines(Turn turn, Decision decision)
    {
        if (decision is not Decision.Done { Turn: var result } || result.Outcome is Outcome.Emergency or Outcome.Crisis)
            return decision;
        if (SafetyReplies.MentionLine(turn) is { } mention)
            return new Decision.Done(result.Opening(mention));
        return turn.Safety.General ? new Decision.Done(result.Closing(SafetyReplies.EmergencyLine(turn))) : decision;
    }

    private static Decision Routed(Turn turn)
    {
        if (Manners.Unreadable(turn) is { } unreadable)
            return turn.State.Active == ActiveDialog.Booking && turn.Text.Length > 0 ? BookingDialog.TryContinue(turn) ?? Aside(turn, unreadable) : unreadable;
        if (turn.Action is not null && OnAction(turn) is { } picked)
            return picked;
        if (Interrupted.TryGoOn(turn) is { } goesOn)
            return goesOn;
        if (Reminders.TryReply(turn) is { } reminded)
            return reminded;
        // The code that booking asks for is not that of a check.
        if (!BookingDialog.AsksForCode(turn) && ScreeningPause.TryResume(turn) is { } resumed)
            return resumed;
        if (ScreeningDialog.TryAfterwards(turn) is { } changed)
            return changed;

        if (turn.Content.Screenings.StartedBy(turn.Text) is { } screening && (turn.State.Active != ActiveDialog.Screening || screening.Name != turn.Content.Screenings.Of(turn.State.Screening).Name))
            return ScreeningDialog.Start(turn, screening);
        var intent = turn.Content.Intents.Of(turn.Text);
        // While only the bot has the conversation, the article about it answers.
        if (intent == "who" && OwnershipSteps.WhoHasIt(turn) is { } who)
            return who;
        intent = intent == "who" ? null : intent;
        return OnRequest(turn, intent) ?? InDialog(turn, intent) ?? OnTopic(turn, intent);
    }

    private static Decision? OnAction(Turn turn)
    {
        var target = ChoiceAction.Target(turn.Action!);
        return ChoiceAction.Verb(turn.Action!) switch
        {
            ChoiceAction.Ask => Manners.Reply(turn, "ask"),
            ChoiceAction.Compare => Aside(turn, AnsweringReplies.Compare(turn)),
            ChoiceAction.Screen when turn.Content.Screenings.Find(target) is { } named => ScreeningDialog.Start(turn, named),
            ChoiceAction.Screen => ScreeningDialog.Start(turn),
            ChoiceAction.Book => BookingDialog.Start(turn),
            ChoiceAction.Staff => HandOff.Start(turn),
            ChoiceAction.NoPerson => HandOff.Withdraw(turn),
            // A button of long ago deletes nothing: what it means is asked again.
            ChoiceAction.EraseChat => RecordRequests.IsAsked(turn) ? RecordRequests.Erase(turn) : RecordRequests.AskErase(turn),
            ChoiceAction.KeepChat => RecordRequests.Keep(turn),
            ChoiceAction.ModelYes => Aside(turn, ConsentToModel.Answer(turn, ModelConsent.Given)),
            ChoiceAction.ModelNo => Aside(turn, ConsentToModel.Answer(turn, ModelConsent.Refused)),
            ChoiceAction.More => Aside(turn, AnsweringReplies.More(turn.InLanguageOfTalk())),
            ChoiceAction.Stop => Stop(turn),
            "article" when turn.Content.Knowledge.Find(target) is { } article => Aside(turn, AnsweringReplies.Answer(Having(turn, article).InLanguageOfTalk(), article)),
            "screening" when turn.Action == ScreeningDialog.ShareAndBook => SharingDialog.Book(turn, agreed: true),
            "screening" when turn.Action == ScreeningDialog.WithholdAndBook => SharingDialog.Book(turn, agreed: false),
            "screening" => ScreeningDialog.TryContinue(turn),
            "booking" => BookingDialog.TryContinue(turn),
            _ => null,
        };
    }

    /// <summary>What a patient may ask for at any time, in any dialog.</summary>
    private static Decision? OnRequest(Turn turn, string? intent) => intent switch
    {
        "leave-list" => BookingDialog.LeaveList(turn),
        "list-place" => BookingDialog.OnListPlace(turn),
        "wait-list" => BookingDialog.StartWaiting(turn),
        _ when BookingDialog.OnOffer(turn) is { } answer => answer,
        _ when BookingDialog.IsWhole(turn, intent) => BookingDialog.StartWhole(turn, intent),
        "no-person" when HandOff.TryDecline(turn) is { } declined => declined,
        "staff" => HandOff.Start(turn),
        _ when ConsentToModel.TryAnswer(turn, intent) is { } consent => Aside(turn, consent),
        "repeat" => Manners.Repeat(turn),
        // Right after an answer it is not the words that were missed.
        "huh" when turn.State is not { Active: ActiveDialog.None, Frame: not null } => Manners.Repeat(turn),
        "copy-of-chat" => Aside(turn, RecordRequests.Copy(turn)),
        "erase-chat" => RecordRequests.AskErase(turn),
        "yes" when RecordRequests.IsAsked(turn) => RecordRequests.Erase(turn),
        "no" or "stop" or "back" when RecordRequests.IsAsked(turn) => RecordRequests.Keep(turn),
        "unshare" => Aside(ScreeningDialog.Withheld(turn), SharingDialog.Withdraw(turn)),
        "cancel-visit" => BookingDialog.StartCancel(turn),
        "move-visit" => BookingDialog.StartMove(turn),
        "cant-come" when turn.State.Active == ActiveDialog.None => BookingDialog.StartCancel(turn),
        _ when BookingDialog.OnVisit(turn, intent) is { } ofVisit => ofVisit,
        _ when BookingDialog.TryChange(turn, intent) is { } change => change,
        _ when HandOff.TryAdd(turn, intent) is { } added => added,
        null or "ok" or "yes" when BookingDialog.ConfirmedAgain(turn) is { } again => again,
        null when turn.State.Active == ActiveDialog.None && BookingDialog.IsAskedFor(turn) => BookingDialog.Start(turn),
        // Among several questions it is one of them: a visit is offered below the answers.
        "book" when turn.State.Active != ActiveDialog.Booking && turn.Content.Answering.QuestionsIn(turn.Text).Length <= 2 => BookingDialog.Start(turn),
        "screen" when turn.State.Active != ActiveDialog.Screening => ScreeningDialog.Start(turn),
        "summary" when turn.State.Active == ActiveDialog.None => ScreeningDialog.Summary(turn),
        _ => null,
    };

    private static Decision? InDialog(Turn turn, string? intent)
    {
        if (intent == "fed-up" && turn.State.Active is ActiveDialog.Screening or ActiveDialog.Booking && Words.Split(turn.Text).Count <= LongestOutburst)
            return Aside(turn, Manners.Reply(turn, intent)!);
        var continued = turn.State.Active switch
        {
            ActiveDialog.Screening => ScreeningDialog.TryContinue(turn),
            ActiveDialog.Booking => BookingDialog.TryContinue(turn),
            ActiveDialog.HandOff => intent is "stop" or "back" or "no" ? Stop(turn) : HandOff.TryContinue(turn),
            _ => null,
        };
        if (continued is not null || turn.State.Active == ActiveDialog.None)
            return continued;

        // Not an answer to the dialog: answer it if it can be answered, then go on where the dialog stood.
        // Only outside a dialog does it begin another one, which may need something from outside first.
        var aside = (Decision.Done)OnTopic(turn, intent);
        return !turn.LooksLikeQuestion && turn.State.Active != ActiveDialog.HandOff && (s_answersInDialogs.Contains(intent ?? "") || !IsMeant(turn, aside))
            ? NotUnderstood(turn)
            : Aside(turn, aside);
    }

    /// <summary>Whether a statement in a dialog asks for the answer that was found: "annular tear" may, "no surgery" tells about the patient.</summary>
    private static bool IsMeant(Turn turn, Decision.Done aside) => aside.Turn.Outcome switch
    {
        Outcome.Abstain or Outcome.Clarify => false,
        Outcome.Answer when aside.Turn.Why.Considered is [var best, ..] => best.Confidence >= Answerer.Certain && !s_tellingStarts.Any(start => turn.Text.StartsWith(start + " ", StringComparison.OrdinalIgnoreCase)),
        _ => true,
    };

    private static Decision OnTopic(Turn turn, string? intent)
    {
        // "Yes" to what the last reply offered first: more, a person, a visit.
        if (intent == "yes" && !turn.LooksLikeQuestion && turn.State.Active == ActiveDialog.None && turn.State.Offered is [{ Action: ChoiceAction.More or ChoiceAction.Staff or ChoiceAction.Book } first, ..])
            return OnAction(turn with { Action = first.Action }) as Decision.Done ?? Manners.Reply(turn, intent)!;
        if (AboutLastAnswer.TryReply(turn, intent) is { } aboutLast)
            return aboutLast;
        if (Manners.Reply(turn, intent) is { } courtesy)
            return courtesy;
        if (intent == "more")
            return AnsweringReplies.More(turn.InLanguageOfTalk());
        var (inSpanish, translated) = SpanishQuestion.Of(turn);
        if (inSpanish is not null)
            return inSpanish;
        if (ChosenInWords(turn) is { } chosen)
            return AnsweringReplies.Answer(turn.InLanguageOfTalk(), chosen);
        if (SameQuestion.OfBoth(turn) is var (one, other))
            return AnsweringReplies.AnswerBoth(turn.InLanguageOfTalk(), one, other, default);
        var of = SameQuestion.Of(turn);
        turn = of is null ? turn : SameQuestion.InFull(turn, of);
        var found = of is null ? turn.Content.Answering.Find(turn.Text, turn.State.Frame) : SameQuestion.Find(turn, of);
        if (found is AnswerResult.Nothing or AnswerResult.Requested { Kind: not "advice" } && AfterCourtesy(turn) is { } asked)
            (turn, found) = (turn with { Text = asked }, turn.Content.Answering.Find(asked, turn.State.Frame));
        var (request, result, notes) = Refining.Of(turn, found);
        if (request is not null)
            return new Decision.NeedsModel(request);
        (turn, result) = SameQuestion.UnderLastLimit(turn, result);
        var decision = Considering(result, Answered(turn, intent, result));
        if (of is not null && decision is Decision.Done { Turn: var answered } && SameQuestion.MentionOf(turn) is { } mention)
            decision = new Decision.Done(answered.Opening(mention));
        return decision.Noting([.. translated, .. notes]);
    }

    /// <summary>"OK, forget it. Is fibrin safe?": what is asked after a courtesy; null where nothing is.</summary>
    private static string? AfterCourtesy(Turn turn) =>
        turn.Text.IndexOfAny(s_ends) is var end and > 0 && s_courtesies.Contains(turn.Content.Intents.Of(turn.Text[..end]) ?? "") && turn.Text[(end + 1)..].Trim() is { Length: > 0 } rest && turn.Content.Answering.Concerns(rest) ? rest : null;

    /// <summary>What was considered is kept for staff where something else decided: a limit of advice, the table that compares.</summary>
    private static Decision Considering(AnswerResult result, Decision decision) =>
        decision is Decision.Done { Turn: { Why.Considered.IsEmpty: true } turn } ? new Decision.Done(turn with { Why = turn.Why with { Considered = result.Considered } }) : decision;

    private static Decision Answered(Turn turn, string? intent, AnswerResult result)
    {
        var before = turn.State;
        turn = turn with { State = before with { AskedLast = result is AnswerResult.Nothing { Reason: NoAnswer.NoTopic } or AnswerResult.Declined { Article.GoesTo: "nobody" } && turn.Safety.Advice is null ? null : AskedLast.Of(turn.Text, turn.Content.Answering.QuestionsIn(turn.Text), turn.Safety.Advice ?? (result is AnswerResult.Requested { Kind: "advice" } ? "learned" : null), before.Frame?.Article) } };
        if (turn.Safety.Advice is { } limit && !(s_mayBeGeneral.Contains(limit) && (IsClear(result) || result is AnswerResult.Declined)))
            return WithGeneralFacts(turn, result, SafetyReplies.Advice(turn));
        var table = ComparisonReplies.TableOf(turn);
        if ((table is not null || intent == "compare") && (!IsClear(result) || MayCompare(turn, (AnswerResult.Found)result, table)))
            return AnsweringReplies.Compare(turn, table);

        if (result is not (AnswerResult.Found or AnswerResult.FoundBoth) && intent == "suffering" && !turn.LooksLikeQuestion && !Parts.Of(turn.Text).Any(part => part.Asks))
            return turn.Says("conversation.suffering", Outcome.Smalltalk, "manners", [turn.Choice("ask"), turn.Choice("screen"), turn.Choice("book"), turn.Choice("staff")]);
        if (result is AnswerResult.Nothing && IsOnlyThanks(turn))
            return Manners.Reply(turn, "thanks")!;
        if (result is not (AnswerResult.Found or AnswerResult.FoundBoth) && turn.Content.Answering.FrameOf(turn.Text) is { } frame)
            turn = turn with { State = turn.State with { Frame = frame } };
        var talk = turn.InLanguageOfMessage();
        var repeats = !AboutLastAnswer.IsSameMessage(turn, before);
        return result switch
        {
            AnswerResult.Found { AlsoDeclined: { } left } found => AnsweringReplies.AnswerAndDecline(talk, found.Article, left, found.Considered),
            AnswerResult.Found found when repeats && AboutLastAnswer.WasJustSaid(talk, found.Article) => AnsweringReplies.AllSaid(talk, found.Article, found.Considered),
            AnswerResult.Found found when turn.Content.Answering.NamesOneTwice(turn.Text, found.Article) is { } one => AnsweringReplies.Answer(talk, one, found.Considered),
            AnswerResult.Found found => AnsweringReplies.Answer(talk, found.Article, found.Considered).Waiting(talk, found.Waiting),
            AnswerResult.Ambiguous which => AnsweringReplies.Clarify(talk, which.Articles, which.Considered),
            AnswerResult.FoundBoth both => AnsweringReplies.AnswerBoth(talk, both.First, both.Second, both.Considered).Waiting(talk, both.Waiting),
            AnswerResult.Requested requested when turn.State.Active == ActiveDialog.None => OnRequested(turn, requested),
            AnswerResult.Requested other => AnsweringReplies.Nothing(talk, NoAnswer.NoTopic, other.Considered),
            AnswerResult.Declined declined when repeats && AboutLastAnswer.WasJustSaid(turn, declined.Article) => AnsweringReplies.DeclineToo(talk, declined.Article, declined.Considered),
            AnswerResult.Declined declined => AnsweringReplies.Decline(talk, declined.Article, declined.Considered),
            AnswerResult.Nothing { About: { } about } nothing => AnsweringReplies.NothingOn(talk, about, nothing.Nearest, nothing.Reason, nothing.Considered),
            AnswerResult.Nothing nothing => AnsweringReplies.Nothing(talk, nothing.Reason, nothing.Considered),
            _ => throw new InvalidOperationException("AnswerResult is closed."),
        };
    }

    /// <summary>A choice is a question as well; the answer to "which one do you mean?" is to the question that was asked.</summary>
    private static Turn Having(Turn turn, Article article) =>
        turn.State.Offered.Contains(turn.Choice("none-of-these")) ? turn : turn with { State = turn.State with { AskedLast = AskedLast.Of(article.Title, [], null, turn.State.Frame?.Article) } };

    /// <summary>"All clear now, thank you dear": a few words with thanks among them that ask nothing and that nothing is known about.</summary>
    private static bool IsOnlyThanks(Turn turn) =>
        turn.State.Active == ActiveDialog.None && !turn.LooksLikeQuestion && Words.Split(turn.Text) is { Count: <= LongestThanks } words
        && words.Exists(s_thanks.Contains) && !words.Exists(s_noThanks.Contains) && !Parts.Of(turn.Text).Any(part => part.Asks);

    /// <summary>Whether one article is so probable that no other reading of the words counts.</summary>
    private static bool IsClear(AnswerResult result) => result is AnswerResult.Found { Considered: [{ Confidence: >= EnoughForGeneral }, ..] };

    /// <summary>
    /// Whether what was found is about two treatments, or is what the comparison rests on: "bulging or herniated?" compares none, and "do both go after the same problem?"
    /// has an answer of its own.
    /// </summary>
    private static bool MayCompare(Turn turn, AnswerResult.Found found, ComparisonTable? table) =>
        found.Article.Topic == table?.Topic
        || turn.Content.Knowledge.Topics.GetValueOrDefault(found.Article.Topic) switch
        {
            { Subject: "compare", Aspect: not "what" } => table is null or { Asked: not null },
            { Subject: "compare" or "other" or "conservative" } or { Aspect: "choice" } => true,
            _ => false,
        };

    /// <summary>Of the articles just offered, the one on the treatment that is all a message names: "the injection"; else null.</summary>
    private static Article? ChosenInWords(Turn turn)
    {
        // What to ask next is offered too, but asks nothing: only after "which of these?" a name alone is a choice.
        if (turn.State.Active != ActiveDialog.None || !turn.State.Offered.Contains(turn.Choice("none-of-these")) || turn.Content.Answering.OnlyNamed(turn.Text) is not { } treatment)
            return null;
        var offered = turn.State.Offered.Where(choice => ChoiceAction.Verb(choice.Action) == "article")
            .Select(choice => turn.Content.Knowledge.Find(ChoiceAction.Target(choice.Action))).OfType<Article>().ToArray();
        return offered.Length > 1 && offered.Where(article => turn.Content.Answering.TreatmentOf(article) == treatment).ToArray() is [var only] ? only : null;
    }

    /// <summary>What a message asks for in words that no intent foresaw.</summary>
    private static Decision OnRequested(Turn turn, AnswerResult.Requested requested) => requested.Kind switch
    {
        "advice" => WithGeneralArticle(turn, requested, SafetyReplies.Advice(turn)),
        "booking" when !turn.Content.Intents.Wishes(turn.Content.Answering.Understood(turn.Text)) => Offered(turn, "book"),
        "screening" when !requested.IsPlain => Offered(turn, "screen"),
        "booking" => BookingDialog.Start(turn),
        "screening" => ScreeningDialog.Start(turn),
        "staff" => HandOff.Start(turn),
        _ => Manners.Reply(turn, "ok")!,
    };

    /// <summary>What may be asked for is offered, not begun.</summary>
    private static Decision.Done Offered(Turn turn, string choice) => turn.Says("conversation.offer", Outcome.Clarify, "answering", [turn.Choice(choice), turn.Choice("ask"), turn.Choice("staff")]);

    /// <summary>What is known in general, after personal advice was declined: "can I have it with weak bones?" has an answer that is not about this patient.</summary>
    private static Decision.Done WithGeneralFacts(Turn turn, AnswerResult result, Decision.Done declined)
    {
        if (result is not AnswerResult.Found { Article: var article, Considered: [{ Confidence: >= EnoughForAside }, ..] })
            return WithGeneralArticle(turn, result, declined);
        var general = AnsweringReplies.Answer(turn, article).Turn;
        var reply = declined.Turn.Replies[^1];
        return new(declined.Turn with
        {
            State = general.State,
            Replies =
            [
                .. declined.Turn.Replies[..^1],
                reply with
                {
                    Text = $"{reply.Text}\n\n{turn.Say("safety.advice-general")} {turn.Content.Clinic.Fill(article.ShortAnswer.Text)}",
                    Choices = [.. reply.Choices, turn.Choice("more")],
                    Citations = [turn.Content.Knowledge.Cite(article, article.ShortAnswer)],
                },
            ],
            Why = declined.Turn.Why with { Topics = [article.Topic] },
        });
    }

    /// <summary>Where no article is sure enough to be said, the nearest is offered: "am I a candidate for decompression?" asks for advice, and there is an article on whom it may suit.</summary>
    private static Decision.Done WithGeneralArticle(Turn turn, AnswerResult result, Decision.Done declined) =>
        AnsweringReplies.NearestOf(turn, result) is { } general
            ? new(declined.Turn with { Replies = [.. declined.Turn.Replies[..^1], declined.Turn.Replies[^1] with { Choices = [.. declined.Turn.Replies[^1].Choices, general] }] })
            : declined;

    /// <summary>An answer in the middle of a dialog is followed by the dialog's question.</summary>
    private static Decision Aside(Turn turn, Decision answer)
    {
        if (answer is not Decision.Done { Turn: var result } || turn.State.Active == ActiveDialog.None || result.State.Active != turn.State.Active)
            return answer;
        return new Decision.Done(result.Then(turn.State.Active switch
        {
            ActiveDialog.Screening => ScreeningDialog.Reprompt(turn),
            ActiveDialog.Booking => BookingDialog.Reprompt(turn),
            _ => HandOff.Reprompt(turn),
        }));
    }

    private static Decision NotUnderstood(Turn turn) => turn.State.Active switch
    {
        ActiveDialog.Screening => ReadAnswers.Of(turn) ?? ScreeningDialog.NotUnderstood(turn),
        ActiveDialog.Booking => BookingDialog.NotUnderstood(turn),
        _ => throw new InvalidOperationException("The hand-off understands every message that is no question."),
    };

    private static Decision? Stop(Turn turn) => turn.State.Active switch
    {
        ActiveDialog.Screening => ScreeningDialog.TryContinue(turn),
        ActiveDialog.Booking => BookingDialog.TryContinue(turn),
        ActiveDialog.HandOff => HandOff.TryContinue(turn with { Action = ChoiceAction.Stop }),
        _ => Manners.Reply(turn, "stop"),
    };
}

using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening.Sharing;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Conversations;

/// <summary>What stable names mean, in the words of a reviewer. A name that is not known here is shown as it is.</summary>
internal static class Names
{
    /// <summary>Kinds of alerts that records can be chosen by, and <c>any</c>.</summary>
    public static IReadOnlyList<string> AlertKinds { get; } = ["any", AlertKind.Unreached, AlertKind.Emergency, AlertKind.Crisis, AlertKind.Abuse, AlertKind.Sign, AlertKind.Staff];

    private static readonly OrderedDictionary<string, string> s_channels = new()
    {
        [ChannelIds.WebChat] = "Website chat",
        [ChannelIds.Teams] = "Teams",
        [$"{ChannelIds.Teams}:group"] = "Teams, channel or group",
        [ChannelIds.TwilioSms] = "Text messages",
        [ChannelIds.AzureSms] = "SMS",
        [ChannelIds.DirectLine] = "Direct Line",
        [ChannelIds.Emulator] = "Emulator",
    };

    /// <summary>Channels that conversations can be chosen by.</summary>
    public static IReadOnlyList<string> Channels { get; } = [.. s_channels.Keys];

    public static string Channel(string id) => s_channels.GetValueOrDefault(id, id);

    /// <summary>Whether it is one where others read along.</summary>
    public static bool IsGroup(string channel) => channel.EndsWith(":group", StringComparison.Ordinal);

    public static string Alert(string kind) => kind switch
    {
        AlertKind.Unreached => "Guidance not delivered",
        AlertKind.Emergency => "Emergency",
        AlertKind.Crisis => "Crisis",
        AlertKind.Abuse => "Hurt by somebody",
        AlertKind.Sign => "Asked about a warning sign",
        AlertKind.Staff => "Wants a person",
        _ => kind,
    };

    /// <summary>Why staff are wanted, or null where the alert is by a rule that is known by its name.</summary>
    public static string? StaffReason(string rule) => rule switch
    {
        "asked-for-a-person" => "The patient asked for a person.",
        "contact-given" => "The patient left a contact, for when staff are there.",
        "could-not-join" => "The patient was told that nobody can join.",
        "person-silent" => "Whoever had the conversation wrote nothing for a while.",
        "schedule-refused" => "The schedule refused a visit that the patient counts on.",
        "schedule-too-late" => "The schedule took a visit when its time was over.",
        "booking-code-not-reachable" => "The patient asked for a visit whose contact no code can be sent to.",
        "booking-reference-check" => "The patient asked for a visit and could not show that it is theirs.",
        "asked-for-a-copy" => "The patient asked for a copy of the conversation.",
        "asked-to-erase" => "The patient asked for the conversation to be erased.",
        _ => null,
    };

    /// <summary>What a patient said to sharing a summary.</summary>
    public static string Sharing(ConsentDecision? decision) => decision switch
    {
        ConsentDecision.Agreed => "Patient agreed to share",
        ConsentDecision.Declined => "Patient did not agree to share",
        ConsentDecision.Withdrawn => "Patient took the agreement back",
        _ => "Patient did not agree to share yet",
    };

    /// <summary>An incident's state, as it concerns whoever reads it.</summary>
    public static string State(IncidentState state) => state switch
    {
        IncidentState.Open => "Nobody has seen it",
        IncidentState.Seen => "Seen",
        IncidentState.Resolved => "Resolved",
        _ => state.ToString(),
    };

    public static string Outcome(Outcome outcome) => outcome switch
    {
        Core.Conversation.Outcome.Answer => "Answered",
        Core.Conversation.Outcome.Clarify => "Asked back",
        Core.Conversation.Outcome.Abstain => "No reviewed answer",
        Core.Conversation.Outcome.Advice => "Personal advice declined",
        Core.Conversation.Outcome.Emergency => "Emergency guidance",
        Core.Conversation.Outcome.Crisis => "Crisis guidance",
        Core.Conversation.Outcome.Screening => "Screening",
        Core.Conversation.Outcome.Booking => "Booking",
        Core.Conversation.Outcome.Staff => "Handed to staff",
        Core.Conversation.Outcome.Smalltalk => "Small talk",
        _ => outcome.ToString(),
    };

    /// <summary>How a reply fares on its way.</summary>
    public static string Delivery(string state) => state switch
    {
        "waiting" => "On its way",
        "sent" => "Sent",
        "dead" => "Not delivered",
        "gone" => "Not delivered: the patient cannot be reached there",
        _ => state,
    };

    public static string Tier(SafetyTier tier) => tier switch
    {
        SafetyTier.Emergency => "emergency",
        SafetyTier.Crisis => "crisis",
        SafetyTier.SameDay => "be seen the same day",
        SafetyTier.Abuse => "hurt by somebody",
        SafetyTier.TellClinic => "tell the clinician",
        _ => "no urgency",
    };

    public static string NoAnswer(NoAnswer reason) => reason switch
    {
        Core.Answering.NoAnswer.NoTopic => "It is about something that no article holds.",
        Core.Answering.NoAnswer.TooLittleCovered => "It is near an article, but the article does not answer it.",
        Core.Answering.NoAnswer.Ambiguous => "Several articles are about equally near.",
        Core.Answering.NoAnswer.DeliberatelyNotAnswered => "It is left to somebody else on purpose.",
        _ => reason.ToString(),
    };

    /// <summary>In which language whoever writes Spanish was answered.</summary>
    public static string ShownIn(string language) => language == SpanishText.Language ? "Spanish: the clinic's own text, no model's" : "English, to a patient who writes Spanish";

    public static string ModelUse(ModelUse use) => use switch
    {
        Core.LanguageModel.ModelUse.FullQuestion => "the question in full, in English",
        Core.LanguageModel.ModelUse.ChooseArticle => "which of a few articles",
        Core.LanguageModel.ModelUse.Reword => "wording of the answer",
        Core.LanguageModel.ModelUse.ReadAnswer => "which option an answer means",
        Core.LanguageModel.ModelUse.Nearest => "which article is nearest by embeddings",
        _ => use.ToString(),
    };

    public static string GateFinding(GateFinding finding) => finding switch
    {
        Core.LanguageModel.GateFinding.NoSource => "names no source",
        Core.LanguageModel.GateFinding.UnknownSource => "names a source that it was not given",
        Core.LanguageModel.GateFinding.SaidTwice => "says again what was said",
        Core.LanguageModel.GateFinding.Number => "a number differs",
        Core.LanguageModel.GateFinding.Negation => "a negation was added or dropped",
        Core.LanguageModel.GateFinding.Added => "says what its source does not",
        Core.LanguageModel.GateFinding.Omitted => "leaves out what its source says",
        Core.LanguageModel.GateFinding.Order => "in an order that may change the meaning",
        Core.LanguageModel.GateFinding.Characters => "has letters or signs that its source has not",
        Core.LanguageModel.GateFinding.TooLong => "too long",
        Core.LanguageModel.GateFinding.TooHard => "harder to read than the article",
        Core.LanguageModel.GateFinding.LeftOut => "left out what has to be said",
        Core.LanguageModel.GateFinding.NothingPassed => "no sentence passed",
        _ => finding.ToString(),
    };

    public static string Section(string id) => id switch
    {
        "short-answer" => "Short answer",
        "more" => "More",
        _ => id,
    };
}

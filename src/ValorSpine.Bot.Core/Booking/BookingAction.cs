using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What booking's own choices mean: the part of their action after <c>booking:</c>.</summary>
internal static class BookingAction
{
    public const string Other = "other";
    public const string Later = "later";
    public const string Earlier = "earlier";
    public const string ChooseClinician = "choose-clinician";
    public const string Confirm = "confirm";
    public const string Change = "change";
    public const string ChangeTime = "change-time";
    public const string ChangeVisit = "change-visit";
    public const string ChangeName = "change-name";
    public const string ChangePhone = "change-phone";
    public const string ChangeEmail = "change-email";
    public const string ChangeContact = "change-contact";
    public const string ChangeReason = "change-reason";
    public const string Skip = "skip";
    public const string Yes = "yes";
    public const string No = "no";
    public const string Back = "back";
    public const string Restart = "restart";
    public const string Stop = "stop";
    public const string Move = "move";
    public const string Cancel = "cancel";
    public const string Withdraw = "withdraw";
    public const string NewCode = "new-code";
    public const string Coming = "coming";
    public const string MoveReminded = "move-reminded";
    public const string CancelReminded = "cancel-reminded";
    public const string Wait = "wait";
    public const string LeaveList = "leave-list";
    public const string Second = "second";

    /// <summary>Whoever is free first.</summary>
    public const string AnyClinician = "any";

    private const string ClinicianVerb = "clinician:";
    private const string ContactVerb = "contact:";
    private const string SlotVerb = "slot:";
    private const string TakeVerb = "take:";
    private const string PassVerb = "pass:";
    private const string VisitVerb = "visit:";

    public static string Slot(Slot slot) => $"{SlotVerb}{slot.Start.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture)}|{slot.Resource}";

    public static string Visit(VisitType visit) => VisitVerb + visit.Id;

    public static string Clinician(string resource) => ClinicianVerb + resource;

    public static string Contact(ContactBy by) => ContactVerb + by;

    public static string TakeOffer(string offer) => TakeVerb + offer;

    public static string PassOffer(string offer) => PassVerb + offer;

    /// <summary>The offer that a choice takes, or null where it is another choice.</summary>
    public static string? TakenOf(string target) => target.StartsWith(TakeVerb, StringComparison.Ordinal) ? target[TakeVerb.Length..] : null;

    /// <summary>The offer that a choice passes on, or null where it is another choice.</summary>
    public static string? PassedOf(string target) => target.StartsWith(PassVerb, StringComparison.Ordinal) ? target[PassVerb.Length..] : null;

    /// <summary>The clinician that a choice names, or null where it is another choice.</summary>
    public static string? ClinicianOf(string target) => target.StartsWith(ClinicianVerb, StringComparison.Ordinal) ? target[ClinicianVerb.Length..] : null;

    /// <summary>The way to be reached that a choice names, or null where it is another choice.</summary>
    public static ContactBy? ContactOf(string target) =>
        target.StartsWith(ContactVerb, StringComparison.Ordinal) && Enum.TryParse<ContactBy>(target[ContactVerb.Length..], out var by) ? by : null;

    public static bool IsSlot(string target) => target.StartsWith(SlotVerb, StringComparison.Ordinal);

    public static bool IsVisit(string target) => target.StartsWith(VisitVerb, StringComparison.Ordinal);
}

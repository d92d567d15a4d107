using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What booking's own choices mean: the part of their action after <c>booking:</c>.</summary>
internal static class BookingAction
{
    public const string Other = "other";
    public const string Later = "later";
    public const string Confirm = "confirm";
    public const string Change = "change";
    public const string ChangeTime = "change-time";
    public const string ChangeVisit = "change-visit";
    public const string ChangeName = "change-name";
    public const string ChangePhone = "change-phone";
    public const string ChangeEmail = "change-email";
    public const string Skip = "skip";
    public const string Yes = "yes";
    public const string No = "no";
    public const string Back = "back";
    public const string Restart = "restart";
    public const string Stop = "stop";
    public const string Move = "move";
    public const string Cancel = "cancel";
    public const string Withdraw = "withdraw";

    private const string SlotVerb = "slot:";
    private const string VisitVerb = "visit:";

    public static string Slot(Slot slot) => $"{SlotVerb}{slot.Start.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture)}|{slot.Resource}";

    public static string Visit(VisitType visit) => VisitVerb + visit.Id;

    public static bool IsSlot(string target) => target.StartsWith(SlotVerb, StringComparison.Ordinal);

    public static bool IsVisit(string target) => target.StartsWith(VisitVerb, StringComparison.Ordinal);
}

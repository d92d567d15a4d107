using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>Sends the code 424242 to every appointment; remembers what was asked of it.</summary>
internal sealed class FakeOneTimeCodes
{
    public const string Right = "424242";

    public List<CodeRequest> Asked { get; } = [];

    public bool NeedsStaff { get; set; }

    public CodeResult Perform(CodeRequest request, FakeSchedule schedule)
    {
        Asked.Add(request);
        return request switch
        {
            CodeRequest.Send(var reference) => new CodeResult.Sent(NeedsStaff && schedule.Appointments.ContainsKey(reference)),
            CodeRequest.Check(var reference, Right) when schedule.Appointments.ContainsKey(reference) => new CodeResult.Right(),
            _ => new CodeResult.Wrong(),
        };
    }
}

using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Notices;

namespace ValorSpine.Bot.Tests.Notices;

/// <summary>Sends notices as the service does, when a test says so.</summary>
internal static class SentNotices
{
    /// <summary>Sends what is due on every way; gives how long nothing is due then.</summary>
    public static async Task<TimeSpan> SendNoticesAsync(this IServiceProvider services, CancellationToken cancel)
    {
        var waits = await Task.WhenAll(services.GetServices<INoticeCarrier>().Select(carrier => services.SenderOf(carrier).DoDueAsync(cancel)));
        return waits.Where(wait => wait != Timeout.InfiniteTimeSpan).DefaultIfEmpty(Timeout.InfiniteTimeSpan).Min();
    }

    /// <summary>A sender that has sent nothing yet.</summary>
    public static NoticeSender SenderOf(this IServiceProvider services, INoticeCarrier carrier) => ActivatorUtilities.CreateInstance<NoticeSender>(services, carrier);
}

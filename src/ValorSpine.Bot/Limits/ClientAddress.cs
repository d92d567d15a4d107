using System.Net;
using System.Net.Sockets;

namespace ValorSpine.Bot.Limits;

/// <summary>Where a request comes from, as far as limits count by it.</summary>
internal static class ClientAddress
{
    // Whoever has an address of IPv6 has a network of them.
    private const int NetworkBytes = 8;

    /// <summary>What is counted by: the address, of IPv6 its network. Null for this machine itself, which is not limited by address: its own tools call from there, and a proxy that nobody has named.</summary>
    public static string? Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null || IPAddress.IsLoopback(address))
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)) : address.ToString();
    }

    /// <summary>Whether it is of this machine or of a network that is nobody's, as a proxy's often is and a patient's, seen from outside, never.</summary>
    public static bool IsNear(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal
            || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [10, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [169, 254, ..] or [100, >= 64 and <= 127, ..]);
    }
}

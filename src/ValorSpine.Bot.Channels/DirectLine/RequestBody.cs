using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>Reads request bodies without taking more than is allowed.</summary>
internal static class RequestBody
{
    private const int MaxParametersBytes = 16 * 1024;

    /// <summary>The whole body.</summary>
    /// <exception cref="DirectLineException">413.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int maxBytes)
    {
        if (context.Request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        var buffer = new byte[8192];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > maxBytes)
                throw TooLarge(maxBytes);
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>A body that may be missing, in JSON whatever its content type says.</summary>
    /// <exception cref="DirectLineException">400, 413.</exception>
    public static async ValueTask<T> ReadOptionalAsync<T>(HttpContext context, JsonTypeInfo<T> type, T missing)
        where T : class
    {
        var body = await ReadAsync(context, MaxParametersBytes);
        try
        {
            return body.IsEmpty ? missing : JsonSerializer.Deserialize(body.Span, type) ?? missing;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw DirectLineException.BadArgument("The body is not the JSON that is expected here.");
        }
    }

    private static DirectLineException TooLarge(int maxBytes) => DirectLineException.TooLarge($"The body may hold {maxBytes} bytes.");
}

using System.Text;
using System.Text.Json.Nodes;

namespace ValorSpine.Bot.Torture.Fuzzing;

/// <summary>Makes bytes that somebody might send by mistake or on purpose out of bytes that are right.</summary>
internal static class Mutation
{
    private const int MostSteps = 6, Long = 70_000, Deep = 400;

    private static readonly byte[][] s_tokens =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "-0", "1e999", "99999999999999999999", "NaN", "\\u0000", "\\ud800", "\\udc00", "\u202e", "\u0000", "'; DROP TABLE Log; --", "<script>", "%00", "%s%n",
            "../../etc/passwd", "\r\n", "&", "=", "---\n", "|\n", "\t", "&a [*a]", "!!binary", "😀", "i̇", "ﬁbrin", "911", "2026-02-30", "00000000-0000-0000-0000-000000000000", "|0000000", "application/json",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xef, 0xbb, 0xbf], [0xf4, 0x90, 0x80, 0x80],
        Encoding.UTF8.GetBytes(new string('a', Long)), Encoding.UTF8.GetBytes(new string('[', Deep)), Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", Deep))),
    ];

    private static readonly string[] s_values =
        ["null", "true", "-1", "1e308", "12345678901234567890", "\"\"", "\"\\ud83d\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[[[1]]]]", "{\"a\":{\"b\":[]}}", "\"2026-13-45T99:99:99Z\"", "\"http://[::1\"", $"\"{new string('x', 9000)}\""];

    public static byte[] Of(byte[] seed, byte[] other, Random random)
    {
        // Half of what can be read stays so: what is behind the reader is to be reached, too.
        if (random.Next(2) == 0 && WithOneOther(seed, random) is { } readable)
            return readable;
        var bytes = seed;
        for (var step = random.Next(1, MostSteps + 1); step > 0; step--)
            bytes = Once(bytes, other, random);
        return bytes;
    }

    public static string Of(string seed, string other, Random random) => Encoding.UTF8.GetString(Of(Encoding.UTF8.GetBytes(seed), Encoding.UTF8.GetBytes(other), random));

    // A value of JSON, or of one field of a form, gives way to another. Null where it is neither.
    private static byte[]? WithOneOther(byte[] seed, Random random)
    {
        var text = Encoding.UTF8.GetString(seed);
        if (text is ['{', not '}', ..])
            return Encoding.UTF8.GetBytes(WithOneOther(JsonNode.Parse(text)!, random));
        var start = text.IndexOf('?', StringComparison.Ordinal) + 1;
        var fields = text[start..].Split('&');
        if (!fields.All(field => field.Contains('=', StringComparison.Ordinal)))
            return null;
        var at = random.Next(fields.Length);
        var value = random.Next(2) == 0 ? Encoding.UTF8.GetBytes(s_values[random.Next(s_values.Length)]) : s_tokens[random.Next(s_tokens.Length)];
        fields[at] = $"{fields[at].Split('=')[0]}={Percent(value)}";
        return Encoding.UTF8.GetBytes(text[..start] + string.Join('&', fields));
    }

    private static string WithOneOther(JsonNode root, Random random)
    {
        // Values that JSON knows and this library does not write are put in afterwards.
        const string Place = "@here@";
        List<JsonNode> nodes = [];
        Collect(root, nodes);
        nodes[random.Next(nodes.Count)].ReplaceWith(Place);
        return root.ToJsonString().Replace($"\"{Place}\"", s_values[random.Next(s_values.Length)], StringComparison.Ordinal);

        static void Collect(JsonNode parent, List<JsonNode> nodes)
        {
            foreach (var child in (IEnumerable<JsonNode?>)(parent switch { JsonObject record => record.Select(pair => pair.Value), JsonArray list => list, _ => [] }))
            {
                if (child is null)
                    continue;
                nodes.Add(child);
                Collect(child, nodes);
            }
        }
    }

    private static string Percent(byte[] value) => string.Concat(value.Select(letter => char.IsAsciiLetterOrDigit((char)letter) ? ((char)letter).ToString() : $"%{letter:X2}"));

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        var (at, length) = (random.Next(bytes.Length + 1), random.Next(1, 24));
        var token = s_tokens[random.Next(s_tokens.Length)];
        return random.Next(8) switch
        {
            0 => [.. bytes[..at], .. token, .. bytes[at..]],
            1 => [.. bytes[..at], .. token, .. bytes[Math.Min(bytes.Length, at + length)..]],
            2 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + length)..]],
            3 => [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + length)], .. bytes[at..]],
            4 => bytes[..at],
            5 => [.. bytes[..at], .. other[random.Next(other.Length + 1)..]],
            6 when bytes.Length > 0 => Flipped(bytes, random),
            _ => WithValueReplaced(bytes, token, random),
        };
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    // What stands between a colon or an equals sign and the next mark gives way to something else: the rest stays readable.
    private static byte[] WithValueReplaced(byte[] bytes, byte[] token, Random random)
    {
        var starts = Enumerable.Range(0, bytes.Length).Where(at => bytes[at] is (byte)':' or (byte)'=').ToArray();
        if (starts.Length == 0)
            return [.. token];
        var start = starts[random.Next(starts.Length)] + 1;
        var end = Array.FindIndex(bytes, start, value => value is (byte)',' or (byte)'}' or (byte)'&' or (byte)'\n');
        return [.. bytes[..start], .. token, .. bytes[(end < 0 ? bytes.Length : end)..]];
    }
}

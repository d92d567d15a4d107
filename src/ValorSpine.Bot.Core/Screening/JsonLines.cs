using System.Text;
using System.Text.Json;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The line of each element of a JSON text, so that a problem can name it.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>Reads a text that is known to be valid JSON.</summary>
    public JsonLines(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        var frames = new Stack<(string Path, int Index)>();
        var (line, counted, property) = (1, 0, "");
        while (reader.Read())
        {
            for (; counted < reader.TokenStartIndex; counted++)
                line += bytes[counted] == (byte)'\n' ? 1 : 0;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    property = reader.GetString()!;
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    frames.Pop();
                    continue;
            }

            var path = PathOf(frames, property);
            _lines[path] = line;
            if (reader.TokenType is JsonTokenType.StartObject)
                frames.Push((path, -1));
            else if (reader.TokenType is JsonTokenType.StartArray)
                frames.Push((path, 0));
        }
    }

    /// <summary>The line of a path such as <c>item[2].enableWhen[0]</c>, or of the closest element around it.</summary>
    public int Of(string path)
    {
        while (!_lines.ContainsKey(path) && path.Length > 0)
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        return _lines.GetValueOrDefault(path, 1);
    }

    private static string PathOf(Stack<(string Path, int Index)> frames, string property)
    {
        if (frames.Count == 0)
            return "";
        var (path, index) = frames.Peek();
        if (index < 0)
            return path.Length == 0 ? property : $"{path}.{property}";
        frames.Pop();
        frames.Push((path, index + 1));
        return $"{path}[{index}]";
    }
}

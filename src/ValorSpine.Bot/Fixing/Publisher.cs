using System.Text;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Staff.Fixing;

namespace ValorSpine.Bot.Fixing;

/// <summary>Puts the new text of a file in the place of the old one, whole, and never over something that nobody has looked at.</summary>
internal sealed class Publisher(string root)
{
    private static readonly UTF8Encoding s_exact = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Lock s_one = new();

    /// <summary>A file as it is, or null where there is none.</summary>
    /// <exception cref="IOException">It cannot be read, or holds what is no text.</exception>
    public string? Read(string path)
    {
        try
        {
            return FileEdit.IsOwn(path) ? TextOf(File.ReadAllBytes(PathOf(path))).Text : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes a file where it is still what it was.</summary>
    /// <param name="path">Relative to the content root.</param>
    /// <param name="before">What it was, or null where there was none.</param>
    /// <param name="after">What it is to be.</param>
    public Publishing Write(string path, string? before, string after)
    {
        lock (s_one)
        {
            if (Read(path) is var now && now == after)
                return new Publishing.Done();
            if (now != before)
                return new Publishing.ChangedMeanwhile(FileDiff.Of(path, before, now));
            return Replace(PathOf(path), after) ? new Publishing.Done() : new Publishing.NotWritable();
        }
    }

    private static bool Replace(string file, string text)
    {
        // Begins with a dot, so that whoever looks at the content passes it over.
        var beside = Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.new");
        try
        {
            var isThere = File.Exists(file);
            var marked = isThere && TextOf(File.ReadAllBytes(file)).IsMarked;
            File.WriteAllBytes(beside, [.. marked ? Encoding.UTF8.Preamble : [], .. s_exact.GetBytes(text)]);
            if (isThere && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(beside, File.GetUnixFileMode(file));
            File.Move(beside, file, overwrite: isThere);
            return true;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            Drop(beside);
            return false;
        }
    }

    private static void Drop(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            // Where nothing can be written, nothing was.
        }
    }

    private static (string Text, bool IsMarked) TextOf(byte[] bytes)
    {
        var isMarked = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        try
        {
            return (s_exact.GetString(bytes.AsSpan(isMarked ? Encoding.UTF8.Preamble.Length : 0)), isMarked);
        }
        catch (DecoderFallbackException error)
        {
            throw new IOException("A file of the knowledge holds bytes that are no text.", error);
        }
    }

    // The file behind a link is the one that is read and that git knows.
    private string PathOf(string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
    }
}

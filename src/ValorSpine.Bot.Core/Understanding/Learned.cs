using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>Reads files of learned weights.</summary>
internal static class Learned
{
    /// <summary>What a file holds, or what stands in for it where it cannot be read, with a problem.</summary>
    /// <param name="files">The content.</param>
    /// <param name="path">The file.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="remedy">How to come by the file.</param>
    /// <param name="read">Reads its text, or throws a <see cref="FormatException"/>.</param>
    /// <param name="blank">What stands in for it.</param>
    public static T Load<T>(ContentFiles files, string path, ICollection<ContentProblem> problems, string remedy, Func<string, T> read, T blank)
    {
        if (files.Find(path) is not { } file)
        {
            problems.Add(new(path, 0, "The file is missing.", remedy));
            return blank;
        }

        try
        {
            return read(file.Text);
        }
        catch (FormatException error)
        {
            problems.Add(new(path, 0, $"The file cannot be read. {error.Message}", remedy));
            return blank;
        }
    }
}

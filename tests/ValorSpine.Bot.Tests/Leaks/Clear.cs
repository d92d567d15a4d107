using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;

namespace ValorSpine.Bot.Tests.Leaks;

/// <summary>Looks for clear text where there must be none: in the files of a store, with their journal, and in the log of its service.</summary>
internal static class Clear
{
    /// <summary>None of the texts, and no number that is given as one, stands in any of them, however it is written.</summary>
    public static void None(string folder, IServiceProvider services, params string[] texts)
    {
        var marks = Marks.Search(texts);
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => Path.GetExtension(file) == ".db");
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            AssertNone(Path.GetFileName(file), reader.ReadToEnd());
        }

        var log = services.GetRequiredService<FakeLogCollector>().GetSnapshot();
        Assert.NotEmpty(log);
        foreach (var entry in log)
            AssertNone(entry.Category ?? "log", $"{entry.Message} {entry.Exception} {string.Join(' ', entry.StructuredState ?? [])}");

        void AssertNone(string place, string text)
        {
            var found = Marks.Find(text, marks);
            Assert.True(found is null, $"{place}: …{found}…");
        }
    }
}

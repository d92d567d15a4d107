using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>Embeddings of the content's texts on disk, each under the hash of its text, so that only what is new is asked for. A file belongs to one deployment.</summary>
/// <param name="folder">Where the files are.</param>
/// <param name="deployment">Whose embeddings they are: its address and name.</param>
internal sealed class VectorCache(string folder, string deployment)
{
    private const int MostNumbers = 65_536;
    private readonly string _path = Path.Combine(folder, $"{HashOf(deployment)[..16]}.vectors");

    /// <summary>The hash of a text.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What is kept, by hash. A file that cannot be read to its end counts as far as it goes: what lacks is asked for again.</summary>
    public Dictionary<string, ImmutableArray<float>> Read()
    {
        var kept = new Dictionary<string, ImmutableArray<float>>(StringComparer.Ordinal);
        if (!File.Exists(_path))
            return kept;
        using var file = new BinaryReader(File.OpenRead(_path));
        try
        {
            while (file.BaseStream.Position < file.BaseStream.Length)
            {
                var hash = file.ReadString();
                if (file.ReadInt32() is not (> 0 and <= MostNumbers and var count))
                    break;
                var numbers = new float[count];
                file.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
                kept[hash] = ImmutableCollectionsMarshal.AsImmutableArray(numbers);
            }
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException)
        {
            return kept;
        }

        return kept;
    }

    /// <summary>Keeps these and no others, in place of what was kept.</summary>
    public void Write(IReadOnlyDictionary<string, ImmutableArray<float>> vectors)
    {
        Directory.CreateDirectory(folder);
        var beside = $"{_path}.{Path.GetRandomFileName()}";
        using (var file = new BinaryWriter(File.Create(beside)))
        {
            foreach (var (hash, numbers) in vectors)
            {
                file.Write(hash);
                file.Write(numbers.Length);
                file.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
            }
        }

        File.Move(beside, _path, overwrite: true);
    }
}

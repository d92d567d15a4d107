using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>
/// Says what a message means as a direction: messages of near meaning point in near directions, however they are worded or spelled. A small transformer
/// (all-MiniLM-L6-v2, Apache 2.0, trained further on everything under <c>knowledge/</c> by <c>eng/encoder</c>), run on one core in about a millisecond. The same text
/// gets the same direction every time.
/// </summary>
public sealed class MessageEncoder : IDisposable
{
    /// <summary>Numbers in a direction.</summary>
    public const int Dimensions = 384;

    // Of a longer message its beginning and its end are read: what is asked stands at either.
    private const int MostFromStart = 62, MostFromEnd = 32, MostLetters = 4_000;
    private const string Model = "Encoder.onnx", Vocabulary = "Encoder.vocab.txt", Ids = "ids", Meaning = "meaning";
    private static readonly string[] s_inputs = [Ids], s_outputs = [Meaning];

    // Of what many people send alike (choices, short answers, common questions) most is then told without being read; 4 MB.
    private const int MostRecent = 2048;

    private static readonly Lazy<MessageEncoder> s_shared = new(() => new());
    private readonly InferenceSession _session;
    private readonly BertTokenizer _tokenizer;
    private readonly RunOptions _options = new();

    // A turn that asks the schedule is decided several times, on whichever thread is free. What is remembered changes no direction, only how soon it is told; of two that fall on one place the later stays.
    private readonly Told?[] _recent = new Told?[MostRecent];

    private readonly AsyncLocal<KeptDirections?> _kept = new();

    private MessageEncoder()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL, EnableCpuMemArena = false };
        using var resource = Open(Model);
        var model = new byte[resource.Length];
        resource.ReadExactly(model);
        _session = new(model, options);
        using var vocabulary = Open(Vocabulary);
        _tokenizer = BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = true, RemoveNonSpacingMarks = true, IndividuallyTokenizeCjk = true });
    }

    /// <summary>The one encoder of this process. It is read from the assembly when it is first asked for, which takes some 200 ms.</summary>
    public static MessageEncoder Shared => s_shared.Value;

    /// <summary>
    /// The direction of a text, of length 1. Never throws for any text. One turn asks for the same text several times, for signs of danger and for the answer: some of the last are
    /// remembered. Don't change the array.
    /// </summary>
    public float[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // By the text, not by its pieces: to take it into pieces again costs more than to hash it.
        var mark = MarkOf(text);
        return _kept.Value is { } kept ? Kept(kept, mark, text) : Recent(mark, text);
    }

    /// <summary>Does a piece of work that asks for many texts more than once. It gets the directions that were kept, and leaves what patients send alike remembered as it is.</summary>
    /// <param name="kept">Gets what is read meanwhile.</param>
    /// <param name="work">The work; only what it asks for itself, on whichever thread, is kept.</param>
    public async Task<T> KeepingAsync<T>(KeptDirections kept, Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        // Goes as far as this method and what it calls.
        _kept.Value = kept;
        return await work();
    }

    private float[] Kept(KeptDirections kept, UInt128 mark, string text)
    {
        if (kept.TryGet(mark, out var known))
            return known;
        var direction = _recent[PlaceOf(mark)] is { } recent && recent.Mark == mark ? recent.Direction : Run(IdsOf(text));
        kept.Keep(mark, direction);
        return direction;
    }

    private float[] Recent(UInt128 mark, string text)
    {
        ref var place = ref _recent[PlaceOf(mark)];
        if (place is { } known && known.Mark == mark)
            return known.Direction;
        var direction = Run(IdsOf(text));
        place = new(mark, direction);
        return direction;
    }

    // Of SHA-256, so that nobody can word a message that is taken for another, and no patient's words stay here.
    private static UInt128 MarkOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private static int PlaceOf(UInt128 mark) => (int)((uint)mark % MostRecent);

    private float[] Run(long[] ids)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]);
        using var output = _session.Run(_options, s_inputs, [input], s_outputs);
        return output[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    /// <summary>The pieces of words that a text is read as, between a start and an end mark.</summary>
    internal long[] IdsOf(string text)
    {
        var pieces = _tokenizer.EncodeToIds(NormalForm.Takeable(Shortened(text)), addSpecialTokens: false);
        var kept = pieces.Count <= MostFromStart + MostFromEnd ? pieces : [.. pieces.Take(MostFromStart), .. pieces.TakeLast(MostFromEnd)];
        return [_tokenizer.ClassificationTokenId, .. kept.Select(id => (long)id), _tokenizer.SeparatorTokenId];
    }

    private static string Shortened(string text) => text.Length <= 2 * MostLetters ? text : text[..MostLetters] + " " + text[^MostLetters..];

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes it.")]
    private static Stream Open(string resource) =>
        typeof(MessageEncoder).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The assembly was built without '{resource}'.");

    private sealed record Told(UInt128 Mark, float[] Direction);
}

using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;

namespace ValorSpine.Bot.Records.Export;

/// <summary>The files of an export, written one after the other into a zip file; what was written is counted and hashed on the way.</summary>
internal sealed class ExportFiles(ZipArchive zip) : IAsyncDisposable
{
    private readonly ImmutableArray<ExportedFile>.Builder _files = ImmutableArray.CreateBuilder<ExportedFile>();
    private Stream? _open;
    private IncrementalHash? _hash;
    private string _name = "";
    private long _bytes;

    /// <summary>Those that are closed.</summary>
    public ImmutableArray<ExportedFile> Files => _files.ToImmutable();

    /// <summary>Begins a file; the one before is closed.</summary>
    public async ValueTask OpenAsync(string name, CancellationToken cancel)
    {
        await CloseAsync();
        (_name, _bytes, _hash) = (name, 0, IncrementalHash.CreateHash(HashAlgorithmName.SHA256));
        _open = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancel);
    }

    /// <summary>Writes to the file that is open.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        _hash!.AppendData(bytes.Span);
        _bytes += bytes.Length;
        await _open!.WriteAsync(bytes, cancel);
    }

    /// <summary>Ends the file that is open, if there is one.</summary>
    public async ValueTask CloseAsync()
    {
        if (_open is null)
            return;
        await _open.DisposeAsync();
        _files.Add(new(_name, Convert.ToHexStringLower(_hash!.GetHashAndReset()), _bytes));
        _hash.Dispose();
        (_open, _hash) = (null, null);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => CloseAsync();
}

/// <summary>A file of an export.</summary>
/// <param name="Name">Within the zip file.</param>
/// <param name="Sha256">In hexadecimal.</param>
/// <param name="Bytes">Its length, unpacked.</param>
internal sealed record ExportedFile(string Name, string Sha256, long Bytes);

using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Content;

/// <summary>
/// The content that is served now. A turn or a request takes <see cref="Current"/> once and keeps to it; files that are offered replace it whole for those
/// that come after, or not at all. One caller at a time offers: <see cref="ContentWatcher"/>.
/// </summary>
internal sealed partial class LiveContent(BotContent first, TimeProvider time, ILogger<LiveContent> log)
{
    private volatile ContentStatus _status = new(first, time.GetUtcNow(), null);

    /// <summary>The content to decide with.</summary>
    public BotContent Current => _status.Serving;

    /// <summary>What is served, since when, and what is wrong with what is not.</summary>
    public ContentStatus Status => _status;

    /// <summary>Serves the files from now on; with any problem in them, says so and goes on with what is served.</summary>
    public void Offer(ContentFiles files)
    {
        var (serving, _, rejected) = _status;
        if (files.Version == serving.Version)
            Restore(serving, rejected);
        else if (files.Version != rejected?.Version)
            Replace(serving, files);
    }

    /// <summary>Says why changed files are not served, once as long as it stays the same.</summary>
    public void Reject(string? version, ImmutableArray<ContentProblem> problems, Exception? error = null)
    {
        var known = _status.Rejected is { } before && before.Problems.SequenceEqual(problems);
        _status = _status with { Rejected = new(version, problems) };
        if (!known)
            NotServed(error, _status.Serving.Version, string.Join('\n', problems));
    }

    /// <summary>The files are again those that are served.</summary>
    private void Restore(BotContent serving, RejectedContent? rejected)
    {
        if (rejected is null)
            return;
        _status = _status with { Rejected = null };
        Served(serving.Version);
    }

    private void Replace(BotContent serving, ContentFiles files)
    {
        try
        {
            var (content, problems) = serving.Reload(files);
            if (content is null)
            {
                Reject(files.Version, [.. problems]);
                return;
            }

            _status = new(content, time.GetUtcNow(), null);
            Served(content.Version);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A defect of ours in the checks is no reason to serve nothing, nor to stop looking at what is written next.
            Reject(files.Version, [new("knowledge/, dialogs/", 0, $"The check failed: {error.Message}", "Undo the last change, and report this.")], error);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Knowledge version {Version} is served now.")]
    private partial void Served(string version);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The changed knowledge is not served, version {Version} goes on:\n{Problems}")]
    private partial void NotServed(Exception? error, string version, string problems);
}

/// <summary>What is served.</summary>
/// <param name="Serving">The content.</param>
/// <param name="Since">Since when.</param>
/// <param name="Rejected">The files as they are now, where they are not what is served.</param>
internal sealed record ContentStatus(BotContent Serving, DateTimeOffset Since, RejectedContent? Rejected);

/// <summary>Content that is not served.</summary>
/// <param name="Version">Its version, or null where it could not be read.</param>
/// <param name="Problems">Why.</param>
internal sealed record RejectedContent(string? Version, ImmutableArray<ContentProblem> Problems);

using ValorSpine.Bot.Core.Review;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>Where a conversation stands in the staff's work. Narrow, so that a list of many is read from an index.</summary>
internal sealed class ReviewRecord
{
    /// <summary>A short name for the conversation within the store.</summary>
    public long Number { get; init; }

    public required string ConversationId { get; init; }

    public required string Channel { get; init; }

    /// <summary>Of the last entry.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Value of <see cref="ReviewReasons"/>.</summary>
    public long Reasons { get; init; }

    /// <summary>Value of <see cref="ReviewState"/>.</summary>
    public long State { get; init; }

    public string? Assignee { get; init; }

    /// <summary>Raised by each change of staff and each turn.</summary>
    public long Version { get; init; }

    /// <summary>When anything about it changed last.</summary>
    public DateTimeOffset Touched { get; init; }

    /// <summary>Who of the staff changed it last, and when.</summary>
    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Conversation elsewhere that the patient continued here, or null.</summary>
    public string? ContinuesFrom { get; init; }

    /// <summary>Tags as a JSON array, encrypted with the conversation's key; null without.</summary>
    public byte[]? Tags { get; init; }
}

/// <summary>A note of staff, or a draft that one leaves for another.</summary>
internal sealed class ReviewNoteRecord
{
    public long Id { get; init; }

    public required string ConversationId { get; init; }

    public DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public bool IsDraft { get; init; }

    /// <summary>Encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>What a patient said of a reply.</summary>
internal sealed class ReplyMarkRecord
{
    public required string ConversationId { get; init; }

    /// <summary>Of the reply in the log.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    public bool Helpful { get; init; }
}

/// <summary>That a conversation can be found by something: a keyed hash of it. Many and small, so it is its own index.</summary>
internal sealed class SearchTermRecord
{
    public long Term { get; init; }

    /// <summary>Of the conversation's review.</summary>
    public long Number { get; init; }
}

/// <summary>A query that somebody keeps.</summary>
internal sealed class SavedViewRecord
{
    public required string Account { get; init; }

    /// <summary>Keyed hash of the name.</summary>
    public long Key { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Name and query, encrypted with the master key: both may say something about a patient.</summary>
    public required byte[] Body { get; init; }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Knowledge.Fixing;

/// <summary>What an author wants of one file of the knowledge base. <see cref="FileEdit"/> makes the file's new text of it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "edit")]
[JsonDerivedType(typeof(AddPhrasing), "phrasing")]
[JsonDerivedType(typeof(EditSection), "section")]
[JsonDerivedType(typeof(NewArticle), "article")]
[JsonDerivedType(typeof(NewDeclined), "declined")]
public abstract record KnowledgeEdit
{
    private KnowledgeEdit()
    {
    }

    /// <summary>The file, relative to the content root.</summary>
    [JsonIgnore]
    public abstract string Path { get; }

    /// <summary>Whether the file is not there yet.</summary>
    [JsonIgnore]
    public bool IsNewFile => this is NewArticle or NewDeclined;

    /// <summary>One more way to ask for an article.</summary>
    /// <param name="File">Its file.</param>
    /// <param name="Text">As a patient types it.</param>
    public sealed record AddPhrasing(string File, string Text) : KnowledgeEdit
    {
        /// <inheritdoc/>
        public override string Path => File;
    }

    /// <summary>Other words for a section.</summary>
    /// <param name="File">The article's file.</param>
    /// <param name="Section"><c>short-answer</c> or <c>more</c>.</param>
    /// <param name="Text">Its sentences with their source keys, as they stand in the file.</param>
    public sealed record EditSection(string File, string Section, string Text) : KnowledgeEdit
    {
        /// <inheritdoc/>
        public override string Path => File;
    }

    /// <summary>A new article, which nobody has reviewed yet.</summary>
    /// <param name="Id">The name of its file.</param>
    /// <param name="Topic">One of the topics.</param>
    /// <param name="Title">In a patient's words.</param>
    /// <param name="Phrasings">How patients ask for it.</param>
    /// <param name="FollowUps">Topics worth asking next.</param>
    /// <param name="ShortAnswer">Sentences with their source keys.</param>
    /// <param name="More">The same, or empty.</param>
    public sealed record NewArticle(string Id, string Topic, string Title, ImmutableArray<string> Phrasings, ImmutableArray<string> FollowUps, string ShortAnswer, string More) : KnowledgeEdit
    {
        /// <inheritdoc/>
        public override string Path => $"{KnowledgeBase.ArticlesFolder}/{Id}.md";

        /// <summary>By value, also of the lists: what was handed in unchanged needs no new revision.</summary>
        public bool Equals(NewArticle? other) => other is not null
            && (Id, Topic, Title, ShortAnswer, More) == (other.Id, other.Topic, other.Title, other.ShortAnswer, other.More)
            && Phrasings.AsSpan().SequenceEqual(other.Phrasings.AsSpan()) && FollowUps.AsSpan().SequenceEqual(other.FollowUps.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Id, Topic, Title, ShortAnswer, More);
    }

    /// <summary>Something that is deliberately not answered, and whom it goes to.</summary>
    /// <param name="Id">The name of its file.</param>
    /// <param name="Title">In a patient's words.</param>
    /// <param name="GoesTo">One of <see cref="DeclinedArticle.Addressees"/>.</param>
    /// <param name="Phrasings">How patients ask for it.</param>
    /// <param name="Says">Sentences with their source keys.</param>
    public sealed record NewDeclined(string Id, string Title, string GoesTo, ImmutableArray<string> Phrasings, string Says) : KnowledgeEdit
    {
        /// <inheritdoc/>
        public override string Path => $"{KnowledgeBase.DeclinedFolder}/{Id}.md";

        /// <summary>By value, also of the list: what was handed in unchanged needs no new revision.</summary>
        public bool Equals(NewDeclined? other) => other is not null
            && (Id, Title, GoesTo, Says) == (other.Id, other.Title, other.GoesTo, other.Says) && Phrasings.AsSpan().SequenceEqual(other.Phrasings.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Id, Title, GoesTo, Says);
    }
}

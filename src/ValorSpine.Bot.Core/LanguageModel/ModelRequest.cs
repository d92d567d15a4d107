using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>
/// What a language model is asked for during a turn. The core asks for it as a value; whoever performs it sends just these texts. What a patient wrote is masked in them
/// (<see cref="Masked"/>), and everything else comes from the content. A turn asks for each kind at most once.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask")]
[JsonDerivedType(typeof(FullQuestion), "fullQuestion")]
[JsonDerivedType(typeof(ChooseArticle), "chooseArticle")]
[JsonDerivedType(typeof(Reword), "reword")]
[JsonDerivedType(typeof(ReadAnswer), "readAnswer")]
[JsonDerivedType(typeof(Nearest), "nearest")]
public abstract record ModelRequest
{
    private ModelRequest(ModelUse use) => Use = use;

    /// <summary>What it is for.</summary>
    [JsonIgnore]
    public ModelUse Use { get; }

    /// <summary>A follow-up, or a message in another language, as a full question in English.</summary>
    /// <param name="Message">What the patient wrote, masked.</param>
    /// <param name="Before">The title of the article that was answered from last; null where a message in another language is the first.</param>
    public sealed record FullQuestion(string Message, string? Before) : ModelRequest(ModelUse.FullQuestion)
    {
        /// <summary>The language of the message where it is another than English, as BCP 47 names it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? From { get; init; }
    }

    /// <summary>The one of a few articles that answers a message, or none.</summary>
    /// <param name="Message">What the patient wrote, masked.</param>
    /// <param name="Articles">Two to five.</param>
    public sealed record ChooseArticle(string Message, ImmutableArray<OfferedText> Articles) : ModelRequest(ModelUse.ChooseArticle);

    /// <summary>An answer that fits the question, out of numbered sentences.</summary>
    /// <param name="Message">What the patient wrote, masked.</param>
    /// <param name="Passages">The sentences of the article, numbered from 1.</param>
    public sealed record Reword(string Message, ImmutableArray<Passage> Passages) : ModelRequest(ModelUse.Reword);

    /// <summary>The option that an answer means, or none.</summary>
    /// <param name="Message">What the patient wrote, masked.</param>
    /// <param name="Question">The question as it was asked.</param>
    /// <param name="Options">Its options, by their code.</param>
    public sealed record ReadAnswer(string Message, string Question, ImmutableArray<OfferedText> Options) : ModelRequest(ModelUse.ReadAnswer);

    /// <summary>The articles that are nearest to a message by the embeddings of both.</summary>
    /// <param name="Message">What the patient wrote, masked.</param>
    public sealed record Nearest(string Message) : ModelRequest(ModelUse.Nearest);
}

/// <summary>Something that a model can choose.</summary>
/// <param name="Id">What it answers with.</param>
/// <param name="Text">What it reads.</param>
public sealed record OfferedText(string Id, string Text);

/// <summary>A sentence of an article, with the facts of the clinic filled in.</summary>
/// <param name="Number">From 1, in the order of the article.</param>
/// <param name="Text">As it is said.</param>
/// <param name="Required">Whether no answer may leave it out: it stands in the short answer.</param>
/// <param name="FollowsOn">Whether it makes sense only right after the one before: "It ended early."</param>
public sealed record Passage(int Number, string Text, bool Required, bool FollowsOn);

/// <summary>What came of a <see cref="ModelRequest"/>. Untrusted, as is everything that a model says.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "told")]
[JsonDerivedType(typeof(Asked), "asked")]
[JsonDerivedType(typeof(Chose), "chose")]
[JsonDerivedType(typeof(Worded), "worded")]
[JsonDerivedType(typeof(Near), "near")]
[JsonDerivedType(typeof(Nothing), "nothing")]
public abstract record ModelResult
{
    private ModelResult()
    {
    }

    /// <summary>A full question.</summary>
    public sealed record Asked(string Question) : ModelResult;

    /// <summary>The id of one of the offered texts, or null: none of them.</summary>
    public sealed record Chose(string? Id) : ModelResult;

    /// <summary>Sentences in the order in which they are to be said.</summary>
    public sealed record Worded(ImmutableArray<WordedSentence> Sentences) : ModelResult;

    /// <summary>The nearest articles, the nearest first.</summary>
    public sealed record Near(ImmutableArray<NearArticle> Articles) : ModelResult;

    /// <summary>There is none: the model is off, slow, broken, refuses, or its budget is spent.</summary>
    /// <param name="Why">For staff and operators; holds no text of a patient.</param>
    /// <param name="WasSent">Whether the request left the clinic, or may have.</param>
    public sealed record Nothing(string Why, bool WasSent = true) : ModelResult
    {
        /// <summary>Nothing was asked.</summary>
        public static Nothing Unsent(string why) => new(why, WasSent: false);
    }
}

/// <summary>How near an article is to a message.</summary>
/// <param name="Article">Its id.</param>
/// <param name="Similarity">Cosine of the two directions, of the nearest of the article's texts.</param>
public sealed record NearArticle(string Article, double Similarity);

/// <summary>A sentence as a model words it.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Cites">Numbers of the passages that it says.</param>
public sealed record WordedSentence(string Text, ImmutableArray<int> Cites);

/// <summary>A request and its result, recorded with the turn so that it can be replayed.</summary>
public sealed record ModelAnswer(ModelRequest Request, ModelResult Result)
{
    /// <summary>Whether the request left the clinic, or may have.</summary>
    [JsonIgnore]
    public bool WasSent => Result is not ModelResult.Nothing { WasSent: false };
}

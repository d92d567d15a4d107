using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>One reviewed answer of the knowledge base.</summary>
/// <param name="Id">Stable id; the name of its file.</param>
/// <param name="Topic">One of <c>knowledge/topics.yml</c>.</param>
/// <param name="Title">As shown, in a patient's words.</param>
/// <param name="Review">Who reviewed it, when, and when it is due again.</param>
/// <param name="GoesTo">Whom the question goes to, where the answer is deliberately left to somebody else; else null.</param>
/// <param name="Phrasings">How patients ask for it.</param>
/// <param name="FollowUps">Topic ids worth asking next.</param>
/// <param name="ShortAnswer">Said first.</param>
/// <param name="More">Said on "tell me more", or null.</param>
/// <param name="Path">Its file, for messages to authors.</param>
public sealed record Article(
    string Id, string Topic, string Title, Review Review, string? GoesTo, ImmutableArray<string> Phrasings, ImmutableArray<string> FollowUps, Section ShortAnswer, Section? More, string Path)
{
    /// <summary>Where its parts stand in its file.</summary>
    internal PageLines Lines { get; init; } = PageLines.Unknown;

    /// <summary>The sections in the order in which they are said.</summary>
    public IEnumerable<Section> Sections => More is null ? [ShortAnswer] : [ShortAnswer, More];
}

/// <summary>The state of an article's review.</summary>
/// <param name="By">Who reviewed it, or null: nobody has.</param>
/// <param name="On">When, or null.</param>
/// <param name="Due">From when on it has to be reviewed again, or null.</param>
public sealed record Review(string? By, DateOnly? On, DateOnly? Due)
{
    /// <summary>Whether anybody has reviewed it.</summary>
    public bool IsDone => By is not null && On is not null;
}

/// <summary>Something that patients ask and that is deliberately not answered: what is said instead, and whom the question goes to.</summary>
/// <param name="Id">Stable id; the name of its file.</param>
/// <param name="Title">What it is about, in a patient's words.</param>
/// <param name="GoesTo">One of <see cref="Addressees"/>.</param>
/// <param name="Review">Who reviewed it, when, and when it is due again.</param>
/// <param name="Phrasings">How patients ask for it.</param>
/// <param name="Says">What is said.</param>
/// <param name="Path">Its file, for messages to authors.</param>
public sealed record DeclinedArticle(string Id, string Title, string GoesTo, Review Review, ImmutableArray<string> Phrasings, Section Says, string Path)
{
    /// <summary>Where its parts stand in its file.</summary>
    internal PageLines Lines { get; init; } = PageLines.Unknown;

    /// <summary>Words of which one must be said, so that it is not told of the nearest to it ("my mom has back pain too" is no death); empty where none must.</summary>
    public ImmutableArray<string> Named { get; init; } = [];

    /// <summary>Whom a question can go to.</summary>
    public static ImmutableArray<string> Addressees { get; } = ["staff", "own-doctor", "prescriber", "surgeon", "insurer", "pharmacist", "nobody"];
}

/// <summary>Messages of one kind that are not about anything the knowledge covers, so that what is covered can be told from the rest.</summary>
/// <param name="Name">The heading in <c>knowledge/elsewhere.txt</c>.</param>
/// <param name="Messages">As people write them.</param>
public sealed record ElsewhereGroup(string Name, ImmutableArray<string> Messages);

/// <summary>One section of an article.</summary>
/// <param name="Id"><c>short-answer</c> or <c>more</c>.</param>
/// <param name="Text">Plain text in the form of <see cref="Conversation.Reply.Text"/>, without source keys, with <c>{placeholders}</c> of the clinic.</param>
/// <param name="Sources">Keys of <c>knowledge/sources.yml</c> that its sentences rest on, in the order in which they occur.</param>
/// <param name="Line">1-based line of its heading.</param>
/// <param name="Sentences">Its sentences one by one.</param>
public sealed record Section(string Id, string Text, ImmutableArray<string> Sources, int Line, ImmutableArray<SourcedSentence> Sentences)
{
    private const string Bullet = "- ";

    /// <summary>The lines of its text, each with its sentences. A line without a sentence parts paragraphs.</summary>
    public IEnumerable<SectionLine> Lines
    {
        get
        {
            var next = 0;
            foreach (var line in Text.Split('\n'))
            {
                var isItem = line.StartsWith(Bullet, StringComparison.Ordinal);
                var rest = isItem ? line[Bullet.Length..] : line;
                var first = next;
                for (; next < Sentences.Length && rest.StartsWith(Sentences[next].Text, StringComparison.Ordinal); next++)
                    rest = rest[Sentences[next].Text.Length..].TrimStart();
                yield return new(isItem, Sentences[first..next]);
            }
        }
    }
}

/// <summary>One line of a section.</summary>
/// <param name="IsItem">Whether it is an item of a list.</param>
/// <param name="Sentences">Its sentences in order; none where it parts paragraphs.</param>
public sealed record SectionLine(bool IsItem, ImmutableArray<SourcedSentence> Sentences);

/// <summary>A sentence and the keys behind it.</summary>
/// <param name="Text">Without keys.</param>
/// <param name="Sources">Empty where the author marked it <c>[-]</c>: it says nothing of substance.</param>
/// <param name="Line">1-based.</param>
/// <param name="Marked">False where the author forgot the brackets.</param>
public sealed record SourcedSentence(string Text, ImmutableArray<string> Sources, int Line, bool Marked);

/// <summary>A topic of the knowledge base.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Question">Label of the button that asks for it.</param>
/// <param name="Subject">What it is about, or null.</param>
/// <param name="Aspect">Which side of the subject, or null.</param>
/// <param name="About">What "it" means after an answer on this topic, or null.</param>
public sealed record Topic(string Id, string Question, string? Subject, string? Aspect, string? About = null)
{
    /// <summary>1-based, in <c>knowledge/topics.yml</c>.</summary>
    internal int Line { get; init; }
}

/// <summary>Where a statement comes from.</summary>
/// <param name="Key"><c>EV-51</c>.</param>
/// <param name="Kind"><c>clinic</c>, <c>evidence</c> or <c>safety</c>.</param>
/// <param name="Label">What a patient reads below an answer. Sources that share it are one and the same to them.</param>
/// <param name="Title">In full.</param>
/// <param name="By">Authors or body, or null.</param>
/// <param name="Year">Or null.</param>
/// <param name="Url">Its https address, or null.</param>
public sealed record Source(string Key, string Kind, string Label, string Title, string? By, string? Year, string? Url);

using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>One reviewed answer of the knowledge base.</summary>
/// <param name="Id">Stable id; the name of its file.</param>
/// <param name="Topic">One of <c>knowledge/topics.yml</c>.</param>
/// <param name="Title">As shown, in a patient's words.</param>
/// <param name="Phrasings">How patients ask for it.</param>
/// <param name="FollowUps">Topic ids worth asking next.</param>
/// <param name="ShortAnswer">Said first.</param>
/// <param name="More">Said on "tell me more", or null.</param>
/// <param name="Path">Its file, for messages to authors.</param>
public sealed record Article(
    string Id, string Topic, string Title, ImmutableArray<string> Phrasings, ImmutableArray<string> FollowUps, Section ShortAnswer, Section? More, string Path)
{
    /// <summary>The sections in the order in which they are said.</summary>
    public IEnumerable<Section> Sections => More is null ? [ShortAnswer] : [ShortAnswer, More];
}

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
public sealed record Topic(string Id, string Question, string? Subject, string? Aspect);

/// <summary>Where a statement comes from.</summary>
/// <param name="Key"><c>EV-51</c>.</param>
/// <param name="Kind"><c>clinic</c>, <c>evidence</c> or <c>safety</c>.</param>
/// <param name="Label">What a patient reads below an answer. Sources that share it are one and the same to them.</param>
/// <param name="Title">In full.</param>
/// <param name="By">Authors or body, or null.</param>
/// <param name="Year">Or null.</param>
/// <param name="Url">Its https address, or null.</param>
public sealed record Source(string Key, string Kind, string Label, string Title, string? By, string? Year, string? Url);

using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Knowledge.Fixing;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>The fields of a draft, from and to its form.</summary>
internal static class DraftForm
{
    public const string Kind = "kind", File = "file", Section = "section", Text = "text", Id = "id", Topic = "topic", Title = "title", GoesTo = "goes-to", Phrasings = "phrasings", FollowUps = "follow-ups",
        ShortAnswer = "short-answer", More = "more", Revision = "revision", Note = "note";

    public const string Phrasing = "phrasing", EditSection = "section", Article = "article", Declined = "declined";

    /// <summary>Longest note and longest text.</summary>
    public const int LongestNote = 2000, LongestText = 20_000;

    /// <summary>The kind of an edit, as the form names it.</summary>
    public static string KindOf(KnowledgeEdit edit) => edit switch
    {
        KnowledgeEdit.AddPhrasing => Phrasing,
        KnowledgeEdit.EditSection => EditSection,
        KnowledgeEdit.NewArticle => Article,
        _ => Declined,
    };

    /// <summary>What the kind is called.</summary>
    public static string NameOf(KnowledgeEdit edit) => edit switch
    {
        KnowledgeEdit.AddPhrasing => "Another way to ask",
        KnowledgeEdit.EditSection => "Other words for a section",
        KnowledgeEdit.NewArticle => "New article",
        _ => "Deliberately not answered",
    };

    /// <summary>Reads the edit; null where the form is none of ours.</summary>
    public static KnowledgeEdit? Read(IFormCollection form) => form.Any(field => field.Value.ToString().Length > LongestText) ? null : form[Kind].ToString() switch
    {
        Phrasing => new KnowledgeEdit.AddPhrasing(form[File].ToString(), form[Text].ToString().Trim()),
        EditSection => new KnowledgeEdit.EditSection(form[File].ToString(), form[Section].ToString(), Body(form[Text].ToString())),
        Article => new KnowledgeEdit.NewArticle(
            form[Id].ToString().Trim(), form[Topic].ToString().Trim(), form[Title].ToString().Trim(), FileEdit.LinesTyped(form[Phrasings]), Topics(form[FollowUps].ToString()), Body(form[ShortAnswer].ToString()), Body(form[More].ToString())),
        Declined => new KnowledgeEdit.NewDeclined(form[Id].ToString().Trim(), form[Title].ToString().Trim(), form[GoesTo].ToString(), FileEdit.LinesTyped(form[Phrasings]), Body(form[ShortAnswer].ToString())),
        _ => null,
    };

    // Browsers send a line break as two characters.
    private static string Body(string text) => text.ReplaceLineEndings("\n").Trim();

    private static ImmutableArray<string> Topics(string text) => [.. text.Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];
}

using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The screening's actions: what stands after <c>screening:</c>.</summary>
internal static class ScreeningActions
{
    public const string Back = "back";
    public const string Skip = "skip";
    public const string Why = "why";
    public const string Stop = "stop";
    public const string Restart = "restart";
    public const string RestartForSure = "restart-for-sure";
    public const string ChangeSome = "change-some";
    public const string Continue = "continue";
    public const string ThatsAll = "thats-all";
    public const string Summary = "summary";
    public const string Done = "done";

    /// <summary>Shows the whole list again.</summary>
    public const string Again = "again";

    /// <summary>Takes the answer that the questionnaire offers.</summary>
    public const string Keep = "keep";

    /// <summary>Begins a questionnaire, whatever is under way; stands before its name.</summary>
    public const string BeginVerb = "begin";

    public const string ToldRight = "told-right";
    public const string ToldWrong = "told-wrong";

    /// <summary>Adds an option to an answer that was given.</summary>
    public const string AddVerb = "add";

    /// <summary>Picks an option of a question.</summary>
    public const string AnswerVerb = "answer";

    /// <summary>Asks an answered question again.</summary>
    public const string ChangeVerb = "change";

    /// <summary>What every choice to change an answer begins with.</summary>
    public static string Changing { get; } = ChoiceAction.Screening($"{ChangeVerb}:");

    /// <summary>Codes of the choices of a yes/no question.</summary>
    public const string Yes = "yes";
    public const string No = "no";
    public const string Unsure = "unsure";

    public static string Answer(string linkId, string code) => ChoiceAction.Screening($"{AnswerVerb}:{Uri.EscapeDataString(linkId)}:{Uri.EscapeDataString(code)}");

    public static string Add(string linkId, string code) => ChoiceAction.Screening($"{AddVerb}:{Uri.EscapeDataString(linkId)}:{Uri.EscapeDataString(code)}");

    public static string Change(string linkId) => ChoiceAction.Screening($"{ChangeVerb}:{Uri.EscapeDataString(linkId)}");

    public static string Begin(string name) => ChoiceAction.Screening($"{BeginVerb}:{Uri.EscapeDataString(name)}");

    /// <summary>What was picked: a verb with what it acts on, each empty where there is none.</summary>
    public static (string Verb, string LinkId, string Code) Parse(string target) => target.Split(':') switch
    {
        [AnswerVerb, var linkId, var code] => (AnswerVerb, Uri.UnescapeDataString(linkId), Uri.UnescapeDataString(code)),
        [AddVerb, var linkId, var code] => (AddVerb, Uri.UnescapeDataString(linkId), Uri.UnescapeDataString(code)),
        [BeginVerb, var name] => (BeginVerb, Uri.UnescapeDataString(name), ""),
        [ChangeVerb, var linkId] => (ChangeVerb, Uri.UnescapeDataString(linkId), ""),
        [var verb] => (verb, "", ""),
        _ => ("", "", ""),
    };
}

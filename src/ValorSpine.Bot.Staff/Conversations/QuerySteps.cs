using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff.Shell;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Conversations;

/// <summary>What is typed into the search box, and the views that are kept of it. Both come by form and lead to a list.</summary>
internal static class QuerySteps
{
    public const string SearchRoute = "/staff/search", ViewsRoute = "/staff/views", PulseRoute = "/staff/queue/pulse";
    public const string QueryField = "query", NameField = "name", ForgetField = "forget";
    public const int LongestName = 60;

    public static async Task<IResult> SearchAsync(HttpContext http, IAntiforgery antiforgery, QueryLinks links)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return FormAnswers.NoLongerValid;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return Results.LocalRedirect(links.PathOf(Typed(form), Reader.Of(http)));
    }

    public static async Task<IResult> KeepAsync(HttpContext http, IAntiforgery antiforgery, QueryLinks links, [FromServices] IReviews reviews)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return FormAnswers.NoLongerValid;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (query, name, reader) = (Typed(form), form[NameField].ToString().Trim(), Reader.Of(http));
        if (name.Length is 0 or > LongestName || query.Length is 0 or > ReviewQueryReader.Longest)
            return FormAnswers.Unreadable;
        await reviews.KeepViewAsync(reader, new(name, form.ContainsKey(ForgetField) ? "" : query), http.RequestAborted);
        return Results.LocalRedirect(links.PathOf(query, reader));
    }

    /// <summary>Where somebody lands who had to sign in again on the way.</summary>
    public static IResult Return() => Results.LocalRedirect(StaffConsole.HomePath);

    /// <summary>How many need a look, and a number that grows with each change: no more than a page that stands open needs.</summary>
    public static async Task<IResult> PulseAsync(IReviews reviews, HttpContext http)
    {
        var (open, changed) = await reviews.PulseAsync(http.RequestAborted);
        return Results.Json(new { open, newest = Stamp(changed) });
    }

    /// <summary>Milliseconds, which a script counts without loss.</summary>
    public static long Stamp(long ticks) => ticks / TimeSpan.TicksPerMillisecond;

    // It becomes part of an address: of what is too long, enough is left for the list to say so. Half a character cannot be encrypted.
    private static string Typed(IFormCollection form)
    {
        var typed = form[QueryField].ToString().Trim();
        const int Enough = ReviewQueryReader.Longest + 1;
        return typed.Length <= Enough ? typed : typed[..(char.IsHighSurrogate(typed[Enough - 1]) ? Enough + 1 : Enough)];
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Staff.Shell;
using ValorSpine.Bot.Staff.Transcripts;

namespace ValorSpine.Bot.Staff.Records;

/// <summary>An export as a download that is written while it is read, for a form of this console only.</summary>
internal static class ExportDownload
{
    public const string Route = "/staff/export/file";
    public const string FormatField = "format", FromField = "from", ToField = "to", ChannelField = "channel", FlagField = "flag", UnmaskField = "unmask", ReasonField = "reason", ProblemParameter = "reason";

    /// <summary>Where somebody lands who had to sign in again on the way.</summary>
    public static IResult Return() => Results.LocalRedirect(StaffConsole.ExportPath);

    public static async Task<IResult> HandleAsync(
        HttpContext http, IAntiforgery antiforgery, IAuthorizationService authorization, ClinicTime clock, TimeProvider time, [FromServices] IExports exports)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.Text("This form is no longer valid. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Enum.TryParse<ExportFormat>(form[FormatField], out var format) || !Enum.IsDefined(format))
            return Results.Text("This form cannot be read. Go back, reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        var unmask = form[UnmaskField].Count > 0;
        if (unmask && !(await authorization.AuthorizeAsync(http.User, StaffConsole.PolicyOf(Right.Unmask))).Succeeded)
            return Results.Text("Your role does not leave names and contacts in.", statusCode: StatusCodes.Status403Forbidden);
        if (unmask && Given(form[ReasonField]) is null)
            return Results.LocalRedirect($"{StaffConsole.ExportPath}?{ProblemParameter}");

        var order = new ExportOrder(format, Reader.Of(http))
        {
            From = Day(form[FromField]) is { } from ? clock.StartOf(from) : null,
            Until = Day(form[ToField]) is { } to && to < DateOnly.MaxValue ? clock.StartOf(to.AddDays(1)) : null,
            Channel = Given(form[ChannelField]),
            Flag = Given(form[FlagField]),
            UnmaskReason = unmask ? Given(form[ReasonField]) : null,
        };
        // A zip archive ends each of its files with a few bytes that it does not await.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        http.Response.ContentType = "application/zip";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"conversations-{time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.zip\"";
        await exports.WriteAsync(order, http.Response.Body, progress: null, http.RequestAborted);
        return Results.Empty;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Staff.Shell;

/// <summary>What a form is answered that is not taken.</summary>
internal static class FormAnswers
{
    public static IResult NoLongerValid => Refused("This form is no longer valid. Go back, reload the page and try again.");

    public static IResult Unreadable => Refused("This form cannot be read. Go back, reload the page and try again.");

    public static IResult Refused(string why) => Results.Text(why, statusCode: StatusCodes.Status400BadRequest);
}

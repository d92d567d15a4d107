using Microsoft.AspNetCore.Antiforgery;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Limits;
using ValorSpine.Bot.Staff;

namespace ValorSpine.Bot.Operations;

/// <summary>Turns a defect of ours into one plain sentence for the person and one log entry for the operator.</summary>
internal sealed partial class UnexpectedErrors(RequestDelegate next, ILogger<UnexpectedErrors> log)
{
    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to answer.
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = error.StatusCode;
            await http.Response.WriteAsync("The request could not be read.");
        }
        catch (AntiforgeryValidationException error) when (!http.Response.HasStarted && error.InnerException is InvalidDataException or BadHttpRequestException)
        {
            // The token is looked for in the form, and the form has more or longer fields than are taken.
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync("The request could not be read.");
        }
        catch (NotNowException reason) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            await RequestLimits.RefuseAsync(http, reason);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            RequestFailed(error, http.Request.Method, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route", http.TraceIdentifier);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            if (http.Request.Path.StartsWithSegments(StaffConsole.HomePath, StringComparison.OrdinalIgnoreCase))
                await StaffConsole.ShowFailureAsync(http);
            else
                await http.Response.WriteAsync("Something went wrong on our side. Nothing that was answered is lost. Please try again.");
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Method} {Route} failed (request {RequestId}).")]
    private partial void RequestFailed(Exception error, string method, string route, string requestId);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using ValorSpine.Bot.Operations;

namespace ValorSpine.Bot.Tests.Operations;

public sealed class LoggedErrorTests
{
    private const string Said = "my back hurts";

    [Fact]
    public void Kind_place_and_cause_are_told_and_nothing_that_was_said()
    {
        var told = LoggedError.Of(Fail())!.ToString();

        Assert.StartsWith("System.InvalidOperationException\n ---> System.FormatException\n   at ", told.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"{nameof(LoggedErrorTests)}.{nameof(Fail)}", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Said, told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_operator_can_put_right_is_told()
    {
        Assert.Contains("No space left on device", LoggedError.Of(new IOException("No space left on device"))!.ToString(), StringComparison.Ordinal);
        Assert.Contains("SQLite error 5, extended 517", LoggedError.Of(new SqliteException(Said, 5, 517))!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_a_data_file_nor_a_request_is_quoted()
    {
        Assert.DoesNotContain(Said, LoggedError.Of(new SqliteException(Said, 1))!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Said, LoggedError.Of(new BadHttpRequestException(Said))!.ToString(), StringComparison.Ordinal);
    }

    private static InvalidOperationException Fail()
    {
        try
        {
            try
            {
                throw new FormatException($"The input string '{Said}' was not in a correct format.");
            }
            catch (FormatException cause)
            {
                throw new InvalidOperationException(Said, cause);
            }
        }
        catch (InvalidOperationException error)
        {
            return error;
        }
    }
}

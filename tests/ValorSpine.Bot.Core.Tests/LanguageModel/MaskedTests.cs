using CsCheck;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.Core.Tests.LanguageModel;

public sealed class MaskedTests
{
    [Theory]
    [InlineData("my name is Jane Roe and is fibrin safe", "my name is [name 1] and is fibrin safe")]
    [InlineData("Hi, I'm Jane, is it safe?", "Hi, I'm [name 1], is it safe?")]
    [InlineData("my name is maria lopez and it hurts", "my name is [name 1] and it hurts")]
    [InlineData("I’m John, is it safe", "I'm [name 1], is it safe")]
    [InlineData("Is it safe? Maria Lopez", "Is it safe? [name 1]")]
    [InlineData("Maria J. Lopez asked you before", "[name 1] asked you before")]
    [InlineData("Bob here. does it hurt", "[name 1] here. does it hurt")]
    [InlineData("dr Smith said fibrin", "dr [name 1] said fibrin")]
    [InlineData("call me at 555-201-3344 about traction", "call me at [contact 1] about traction")]
    [InlineData("mail jane.roe@example.org please", "mail [contact 1] please")]
    [InlineData("i was born 03/04/1961, too old?", "i was born [date 1], too old?")]
    [InlineData("surgery on March 3, 2019, fibrin now?", "surgery on [date 1], fibrin now?")]
    [InlineData("Mon, Dec 14, 10:00 AM", "Mon, [date 1], 10:00 AM")]
    [InlineData("on the 3rd of June, 10:30", "on the [date 1], 10:30")]
    [InlineData("my visit VS-7K4M2", "my visit [id 1]")]
    [InlineData("member number 123456789", "member number [number 1]")]
    [InlineData("i live at 12 Oak Hill Road, is there a clinic", "i live at [address 1], is there a clinic")]
    [InlineData("my friend Ravindra Patel had it", "my friend [name 1] had it")]
    [InlineData("me llamo rosa y quiero saber", "me llamo [name 1] y quiero saber")]
    [InlineData("soy Juan, ¿es segura?", "soy [name 1], ¿es segura?")]
    [InlineData("la doctora Pérez me dijo", "la doctora [name 1] me dijo")]
    [InlineData("nací el 12 de marzo de 1961, ¿es tarde?", "nací el [date 1], ¿es tarde?")]
    [InlineData("vivo en la calle Real 12, ¿hay una clínica?", "vivo en la [address 1], ¿hay una clínica?")]
    [InlineData("how long does decompression take, 3 weeks?", "how long does decompression take, 3 weeks?")]
    [InlineData("Is L4-L5 too low? 45 years old", "Is L4-L5 too low? 45 years old")]
    public void Who_the_patient_is_does_not_leave(string text, string masked) => Assert.Equal(masked, Masked.Of(text, new()).Text);

    [Fact]
    public void What_the_booking_knows_of_the_patient_does_not_leave()
    {
        var state = new ConversationState { Booking = new BookingState { Name = "hope walker", Email = "h@example.org" } };

        Assert.Equal("can [name 2] get fibrin, write [contact 1]", Masked.Of("can hope get fibrin, write h@example.org", state).Text);
    }

    [Fact]
    public void What_was_hidden_comes_back() => Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Const(' '), Gen.Const('@'), Gen.Const('.'), Gen.Const('-'), Gen.Const('/')), 0, 80].Sample(text =>
    {
        var masked = Masked.Of(text, new());

        Assert.Equal(text, masked.Restore(masked.Text), ignoreCase: true);
    });

    [Theory]
    [InlineData("reach me at 312 713 0377. dr Achterberg said no", "Achterberg")]
    [InlineData("i took 3 pills. Dr Achterberg said no", "Achterberg")]
    [InlineData("i live at 12 Elm Dr Springfield", "Springfield")]
    public void A_doctor_and_a_drive_are_told_apart_or_both_hidden(string message, string secret) =>
        Assert.DoesNotContain(secret, Masked.Of(message, new()).Text, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Nothing_that_tells_who_somebody_is_leaves_wherever_it_stands_and_all_of_it_comes_back() =>
        Gen.Select(s_secret.Array[1, 3], OneOf("is fibrin safe", "does it hurt, and for how long", "what does traction do for 3 weeks at L4-L5")).Sample((secrets, question) =>
        {
            var text = $"{string.Join(". ", secrets.Select(secret => $"{secret.Before}{secret.Value}"))}. {question}?";

            var masked = Masked.Of(text, new());

            Assert.All(secrets, secret => Assert.DoesNotContain(secret.Value, masked.Text, StringComparison.OrdinalIgnoreCase));
            Assert.Contains(question, masked.Text, StringComparison.Ordinal);
            Assert.Equal(text, masked.Restore(masked.Text), ignoreCase: true);
        });

    [Theory]
    [InlineData("- Phone: (312) 555-0142", "- Phone: [contact]")]
    [InlineData("We call +1 312.555.0142 then.", "We call [contact] then.")]
    [InlineData("A text goes to +13125550142.", "A text goes to [contact].")]
    [InlineData("Our number is (312) 555-0143.", "Our number is (312) 555-0143.")]
    [InlineData("13125550142000 is no phone", "13125550142000 is no phone")]
    public void A_phone_that_is_known_is_hidden_however_the_bot_writes_it(string said, string shown)
    {
        Assert.Equal(shown, Masked.Without(said, [], ["+13125550142"]));
        Assert.Equal(shown, Masked.Without(said, [], ["312 555 0142, after five"]));
    }

    [Fact]
    public void A_phone_of_another_country_is_hidden_too() => Assert.Equal("Phone: [contact]", Masked.Without("Phone: +52 55 1234 5678", [], ["+525512345678"]));

    private static Gen<(string Before, string Value)> s_secret => Gen.OneOf(
        Gen.Select(OneOf("my name is ", "My name's ", "I'm ", "call me ", "dr "), s_name, (before, name) => (before, name)),
        Gen.Select(s_name, s_name, (first, last) => ("my wife asked too, ", $"{first} {last}")),
        Gen.Select(Gen.Int[200, 999], Gen.Int[0, 9999], OneOf("-", " ", "."), (middle, last, mark) => ("reach me at ", $"312{mark}{middle}{mark}{last:0000}")),
        Gen.Select(s_name, OneOf("example.org", "mail.example.com"), (name, host) => ("write to ", $"{name.ToLowerInvariant()}.x@{host}")),
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 28], Gen.Int[1930, 2026], OneOf("/", "-", "."), (month, day, year, mark) => ("i was born ", $"{month}{mark}{day}{mark}{year}")),
        Gen.Select(OneOf("January", "March", "Sept", "dec"), Gen.Int[1, 28], Gen.Int[1930, 2026], (month, day, year) => ("surgery on ", $"{month} {day}, {year}")),
        Gen.Int[10_000_000, 999_999_999].Select(number => ("my member id is ", $"{number}")),
        Gen.Int[10_000, 9_999_999].Select(number => ("record ", $"MRN{number}")),
        Gen.Select(Gen.Int[1, 9999], s_name, (number, name) => ("i live at ", $"{number} {name} Street")));

    private static Gen<string> s_name => OneOf("Ravindra", "Zuzanna", "Kowalczyk", "Oyelaran", "Hernandez", "Nguyen", "Thorvald", "Achterberg");

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);
}

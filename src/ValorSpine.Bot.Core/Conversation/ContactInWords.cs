using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Says how and when to reach the clinic, and what of that the chat does not hold: whoever asks for a number that is not set is not sent round in a circle.</summary>
internal static class ContactInWords
{
    /// <summary>Two or three sentences: "Our phone number is 555-0100. I do not have our address here. We are open Monday to Friday, 8:00 AM to 5:00 PM."</summary>
    public static string Of(ClinicFacts clinic, string? language)
    {
        var week = StaffTimesInWords.Week(clinic.Hours, language);
        return language == SpanishText.Language
            ? (clinic.Phone, clinic.Address) switch
            {
                (null, null) => "Aquí no tengo nuestro teléfono ni nuestra dirección.",
                ({ } phone, null) => $"Nuestro teléfono es {phone}. Aquí no tengo nuestra dirección.",
                (null, { } address) => $"Nuestra dirección es: {address}. Aquí no tengo nuestro teléfono.",
                ({ } phone, { } address) => $"Nuestro teléfono es {phone}. Nuestra dirección es: {address}.",
            } + (week.Length > 0 ? $" Abrimos: {week}." : "")
            : (clinic.Phone, clinic.Address) switch
            {
                (null, null) => "I do not have our phone number or address here.",
                ({ } phone, null) => $"Our phone number is {phone}. I do not have our address here.",
                (null, { } address) => $"Our address is: {address}. I do not have our phone number here.",
                ({ } phone, { } address) => $"Our phone number is {phone}. Our address is: {address}.",
            } + (week.Length > 0 ? $" We are open {week}." : "");
    }
}

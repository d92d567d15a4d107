using System.Collections.Frozen;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Languages;

/// <summary>Which language a message is written in, as far as its words tell, and whether it asks for another. Decided by words alone, always in the same way.</summary>
internal static class WrittenIn
{
    // One word may be a name or a loan; two are a language. Beside one of its signs, and in a talk that is in Spanish already, one is enough.
    private const int FewestWords = 2, MostWordsOfWish = 7;

    private const double FewestOfAll = 0.45;

    // No other language begins a question with a sign.
    private const string Signs = "¿¡";

    /// <summary>Words that are Spanish and stand in few English messages, not even as names.</summary>
    private static readonly FrozenSet<string> s_spanish = """
        que quien quienes cual cuales cuando cuanto cuanta cuantos cuantas como donde porque pero sino aunque mientras
        es son soy eres somos esta estan estoy estas estamos fue fueron sera seran ser estar sido hay habia tiene tienen tengo tienes tenemos tener tuvo tuve puede pueden puedo puedes podria podrian poder pude
        debe deben debo deberia hace hacen hago hacer hizo hecho hacerme va voy vamos ir quiero quiere quieren quisiera necesito necesita necesitan saber sabe sabes dice dicen dijo dijeron dicho digame decir
        pone ponen poner leen leer duermen duerme trata tratan tratar atiende atienden atender ofrece ofrecen tarda tardan tardar pasa pasan cura curan sana sanan achica achicar procedimiento procedimientos evaluacion desgarro desgaste
        hablar habla hablas hablan hablo entiendo entender explicar expliqueme explica significa sirve sirven funciona funcionan ayuda ayudan ayudar ayudarme ayudo cuesta cuestan vale dura duran cubre cubren acepta aceptan
        duele duelen dolia duela dolor dolores espalda columna cintura cuello nuca cadera pierna piernas nalga pie rodilla rodillas brazo cabeza espinal vertebra vertebras discal lumbares nervio nervios ciatica
        los las del una unos unas mis tus sus nos esto este ese esa eso esos esas estos estas aquel aquella ello ellos ellas usted ustedes mio mia
        para por con sin sobre entre desde hasta hacia segun durante despues antes cada muy mucho mucha muchos muchas poco poca pocos algo algun alguna algunos algunas nada nadie ningun ninguna todo toda todos todas
        otro otra otros otras mismo misma tambien tampoco siempre nunca ahora hoy ayer manana todavia aun luego pronto aqui alli asi tanto mas menos mejor peor ya
        bueno buena buenos buenas dias tardes noches gracias favor hola senor senora doctora seguro segura seguros peligroso peligrosa riesgo riesgos efectos secundarios dolorosa doloroso
        tratamiento tratamientos inyeccion inyecciones inyectan cirugia operacion operar operarme operaron medicina medicinas medicamento medicamentos pastilla pastillas terapia terapias descompresion reparacion resonancia radiografia
        cita citas consulta precio precios costo pagar pago aseguranza clinica personal persona personas paciente pacientes preguntas pregunta respuesta respuestas resultados resultado
        ano anos mes meses semana semanas dia hora horas minutos tiempo vez veces edad casa trabajo trabajar caminar dormir sentarme cargar levantar manejar hijo hija esposo esposa mama papa hermano hermana
        espanol ingles idioma sesion sesiones maquina mesa camilla aguja agujas disco discos gel pegamento anestesia recuperacion recuperar recupero evidencia estudios aprobado aprobada diferencia diferencias
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Concat(SpanishWords.English.Keys).ToFrozenSet();

    /// <summary>Spanish words that are names, abbreviations or English words, too: they tell nothing by themselves.</summary>
    private static readonly FrozenSet<string> s_also = """
        a al de del e el en la las lo los le les me mi mis no o se si su sus te tu un una unos y con por sin come pie son once pan red real sea he ha era once ser dice van hay ir sino vale solo total final
        area idea control normal natural doctor general hospital personal actual capital fusion opinion tumor lumbar anular annular fibrina fibrin hernia disco disc gel mesa casa manana senor senora gracias favor hola dia dias
        dos tres mama papa hoy mes ano cadera costo cada gran plan protrusion stenosis tac ct mri implante mal fui di sus habla vertebra vamos este persona angina vista buena clinica nada mas bueno uno mucho poco
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>Words of languages that look alike: where one of them stands, it is not Spanish.</summary>
    private static readonly FrozenSet<string> s_elsewhere =
        "nao voce voces uma quanto quanta custa dor minha meu tenho fazer isso obrigado obrigada coluna costas est vous je quel quelle avec pour sur les des une che sono della il quanto costa ho schiena sie ich das ist".Split(' ').ToFrozenSet();

    /// <summary>The little words that most English sentences hold.</summary>
    private static readonly FrozenSet<string> s_english = """
        the is are was were am be been do does did have has had will would can could should what when where which who why how my your his her their our its this that these those there and or but if of to in on at from with for about into
        i you he she we they it not dont cant im ive a an get got after before any some than then please tell want need know does work safe long much hurt pain back disc
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Except(s_also).ToFrozenSet();

    private static readonly FrozenSet<string> s_namesOfEnglish = FrozenSet.ToFrozenSet(["english", "ingles"]), s_namesOfSpanish = FrozenSet.ToFrozenSet(["spanish", "espanol", "castellano"]);

    private static readonly FrozenSet<string> s_ofWish = """
        in en please pls por favor to switch change speak talk write answer reply respond say show it that this again can could you u i want would like prefer back only now de se me lo la el y yes si ok
        prefiero quiero quisiera hable hableme habla hablar escriba escribame escribir responda respondame responder conteste diga digame digamelo dime cambie cambiar puede puedes podria mejor solo ahora esto eso otra vez gracias thanks use
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <summary>Whether a message is Spanish.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="talkIsSpanish">Whether the talk has been in Spanish so far.</param>
    public static bool IsSpanish(string text, bool talkIsSpanish = false)
    {
        var words = Words.Split(text);
        if (words.Exists(s_elsewhere.Contains))
            return false;
        var telling = words.Where(IsTelling).Distinct().Count();
        var needed = talkIsSpanish || text.AsSpan().ContainsAny(Signs) ? 1 : FewestWords;
        var known = words.Count(word => IsTelling(word) || s_also.Contains(word));
        return telling >= needed && known >= FewestOfAll * words.Count && words.Count(s_english.Contains) < telling;
    }

    /// <summary>Whether a message is plainly English.</summary>
    public static bool IsEnglish(string text) => Words.Split(text) is var words && words.Where(s_english.Contains).Distinct().Count() is var english && english >= FewestWords && english > words.Count(IsTelling);

    /// <summary>Whether all that a message asks for is to go on in English.</summary>
    public static bool AsksForEnglish(string text) => AsksFor(s_namesOfEnglish, text);

    /// <summary>Whether all that a message asks for is to go on in Spanish.</summary>
    public static bool AsksForSpanish(string text) => AsksFor(s_namesOfSpanish, text);

    private static bool IsTelling(string word) => s_spanish.Contains(word) && !s_also.Contains(word);

    private static bool AsksFor(FrozenSet<string> language, string text) =>
        Words.Split(text) is { Count: > 0 and <= MostWordsOfWish } words && words.Count(language.Contains) == 1 && words.TrueForAll(word => language.Contains(word) || s_ofWish.Contains(word));
}

package story

import (
	"slices"
	"testing"

	"isnad"
	"isnad/arabic"
	"isnad/attribution"
	"isnad/names"
)

// quoted is a statement of a person in an article, in the paragraph named (0 is the title).
func quoted(who, content string, kind attribution.Kind, relay string) attribution.Statement {
	s := attribution.Statement{Content: content, Kind: kind, Speaker: attribution.Speaker{Name: who, Type: names.Person, Entity: "person:" + who}}
	s.Field = arabic.Text
	if relay != "" {
		s.Relays = []attribution.Relay{{Name: relay}}
	}
	return s
}

// speaking is an article of which each statement is a paragraph of its own.
func speaking(id string, day int, statements ...attribution.Statement) *isnad.Article {
	a := written(id, "", "", day)
	a.Paragraphs = nil
	at := 0
	for i, s := range statements {
		s.ID = id + "." + string(rune('1'+i))
		s.Start, s.End = at, at+len(s.Content)
		at = s.End + 1
		a.Paragraphs = append(a.Paragraphs, s.Content)
		a.Statements = append(a.Statements, s)
	}
	return a
}

func TestSameWithin(t *testing.T) {
	post := quoted("سلمى", "أنجزوا الاتفاق بشأن الميناء وأعيدوا البحارة المحتجزين", attribution.Direct, "وكالة الساحل")
	for _, tt := range []struct {
		name   string
		second attribution.Statement
		want   bool
	}{
		{"two translations through two channels", quoted("سلمى", "أبرموا صفقة بشأن الميناء. استرجعوا البحارة الرهائن", attribution.Direct, "صحيفة المرفأ"), true},
		{"of one channel", quoted("سلمى", "أبرموا صفقة الصيد غدا صباحا مع أهل الميناء", attribution.Direct, "وكالة الساحل"), false},
		{"another speaker", quoted("ليلى", "أبرموا صفقة بشأن الميناء. استرجعوا البحارة الرهائن", attribution.Direct, "صحيفة المرفأ"), false},
		{"told again", quoted("سلمى", "الاتفاق بشأن الميناء أنجزوه وأعيدوا البحارة المحتجزين", attribution.Indirect, ""), true},
		{"another matter", quoted("سلمى", "أجور العمال تصرف نهاية الشهر", attribution.Direct, "صحيفة المرفأ"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := speaking("a", 3, post, tt.second)
			NewProfile(a, isnad.TermsOf(a)).SameWithin(a)
			if got := slices.Contains(a.Statements[0].SameAs, "a.2") && slices.Contains(a.Statements[1].SameAs, "a.1"); got != tt.want {
				t.Errorf("tied: %v, want %v (%v, %v)", got, tt.want, a.Statements[0].SameAs, a.Statements[1].SameAs)
			}
		})
	}
}

func TestSameAcross(t *testing.T) {
	const bridge = "سيُفتح جسر القناديل للشاحنات الثقيلة قبل حلول الشتاء بعد فحص أعمدته 14 مرة"
	first := quoted("سلمى", bridge, attribution.Direct, "")
	for _, tt := range []struct {
		name string
		a    *isnad.Article
		want bool
	}{
		{"the same words", speaking("b", 3, quoted("سلمى", bridge, attribution.Direct, "")), true},
		{"reworded", speaking("b", 4, quoted("سلمى", "جسر القناديل سيفتح أمام الشاحنات الثقيلة قبل الشتاء بعد فحص أعمدته", attribution.Indirect, "")), true},
		{"other figures", speaking("b", 4, quoted("سلمى", "سيُفتح جسر القناديل للشاحنات الثقيلة قبل حلول الشتاء بعد فحص أعمدته 33 مرة", attribution.Indirect, "")), false},
		{"another week", speaking("b", 12, quoted("سلمى", bridge, attribution.Direct, "")), false},
		{"another speaker", speaking("b", 3, quoted("ليلى", bridge, attribution.Direct, "")), false},
		{"another matter", speaking("b", 3, quoted("سلمى", "جسر القناديل أجمل جسور المدينة القديمة كلها", attribution.Direct, "")), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := NewDesk(Options{})
			a := speaking("a", 3, first)
			d.Place(NewProfile(a, isnad.TermsOf(a)))
			at := d.PlaceIn(NewProfile(tt.a, isnad.TermsOf(tt.a)), "a", isnad.Reason{})
			got := slices.Contains(d.Same("a")["a.1"], "b.1") && slices.Contains(d.Same("b")["b.1"], "a.1") && slices.Contains(at.Tied, "a")
			if got != tt.want {
				t.Errorf("tied: %v, want %v: %v", got, tt.want, d.Same("b"))
			}
			if tt.want && !slices.Contains(d.Remove("b"), "a") {
				t.Error("whoever was tied to what is removed is not named")
			}
			if len(d.Same("a")["a.1"]) > 0 && tt.want {
				t.Errorf("a is tied to what is gone: %v", d.Same("a"))
			}
		})
	}
}

func TestSpeakerKey(t *testing.T) {
	for _, tt := range []struct {
		s    attribution.Speaker
		want string
	}{
		{attribution.Speaker{Name: "سلمى الرافعي", Type: names.Person, Entity: "person:salma"}, "person:salma"},
		{attribution.Speaker{Name: "سلمى الرافعي", Type: names.Person, Entity: "local:a:1"}, "name:" + arabic.Fold("سلمى الرافعي")},
		{attribution.Speaker{Name: "سلمى", Type: names.Person}, ""},
		{attribution.Speaker{Name: "مصادر مطلعة", Type: names.Anonymous}, ""},
		{attribution.Speaker{Name: "مسؤولون في الهيئة", Type: names.Group, Entity: "group:x"}, ""},
	} {
		if got := speakerKey(&tt.s); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.s, got, tt.want)
		}
	}
}

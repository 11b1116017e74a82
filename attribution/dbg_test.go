package attribution
import ("testing";"os";"fmt")
func TestDbg(t *testing.T){
 b,_:=os.ReadFile("/tmp/attr/dbg.txt")
 for _,s:=range Find(Input{Text:string(b)}) { fmt.Println(s.Cue,"|",s.Speaker.Name,s.Speaker.How,"|",s.Content,"|",s.Nested,s.Trace) }
}

package prose
import ("testing";"os";"path/filepath";"strings";"fmt")
func TestBounds(t *testing.T){
 for _,dir:=range []string{"/work/shared/corpus/answers","/tmp/corpus/answers"}{
 st:=map[string][4]int{}
 fs,_:=filepath.Glob(dir+"/*.txt")
 for _,f:=range fs{
  b,_:=os.ReadFile(f); h,body,_:=strings.Cut(string(b),"\n---\n")
  mode:="?"; for _,l:=range strings.Split(h,"\n"){ if strings.HasPrefix(l,"mode: "){mode=l[6:]}}
  text:=""; gold:=map[int]string{}
  for p,para:=range strings.Split(strings.Trim(body,"\n"),"\n\n"){
   if p>0{text+="\n\n"}
   for i,l:=range strings.Split(para,"\n"){ l=strings.TrimSpace(l); if l==""{continue}; if i>0{text+=" "}; gold[len(text)]=l; text+=l}
  }
  tx:=Read(text)
  if (mode=="unpunctuated")!=tx.Raw {fmt.Println("RAW?",f,tx.Raw)}
  s:=st[mode]
  got:=map[int]bool{}
  for i,x:=range tx.Sentences{ got[x.Start]=true; if _,ok:=gold[x.Start];ok{s[0]++}else{s[1]++; if os.Getenv("V")==mode{fmt.Println("EXTRA",f[len(f)-10:],text[tx.Sentences[i-1].Start:x.End])}}}
  for k:=range gold{ if !got[k]{s[2]++; if os.Getenv("V")==mode{fmt.Println("MISS",f[len(f)-10:],text[max(0,k-60):k],"||",gold[k])}}}
  st[mode]=s
 }
 for m,s:=range st{ fmt.Println(dir,m,"tp",s[0],"extra",s[1],"miss",s[2], "F1",2*float64(s[0])/float64(2*s[0]+s[1]+s[2]))}
 }
}

/**
 * Every refusal: a code that a program can act on, and a sentence in Vietnamese and English that a person can.
 * The rulebook, the wire and HTTP all take their codes from here, so that none is without its sentence.
 */
export const refusals = {
  // who
  'not-allowed': { vi: 'Tài khoản này không có quyền làm việc đó.', en: 'This account may not do that.' },
  'not-signed-in': { vi: 'Cần đăng nhập trước.', en: 'Sign in first.' },
  'signed-in-elsewhere': {
    vi: 'Thẻ này đang đăng nhập trên một máy khác.',
    en: 'This card is signed in on another device.',
  },
  'taken-over': {
    vi: 'Thẻ này vừa đăng nhập trên một máy khác, nên máy này đã đăng xuất. Nếu không phải bạn, báo ngay thư ký.',
    en: 'This card was just used on another device, so this one is signed out. If that was not you, tell the secretariat.',
  },
  'login-ended': {
    vi: 'Văn phòng đã kết thúc phiên đăng nhập trên máy này. Đăng nhập lại bằng thẻ.',
    en: 'The office has ended this device’s login. Sign in again with your card.',
  },
  'too-many-tries': {
    vi: 'Nhập sai nhiều lần. Chờ một lát rồi thử lại, hoặc quét mã QR trên thẻ.',
    en: 'Too many wrong tries. Wait a little and try again, or scan the QR code on the card.',
  },
  'card-locked': {
    vi: 'Mã này đã bị khóa vì nhập sai quá nhiều lần. Quét mã QR trên thẻ, hoặc nhờ thư ký mở khóa.',
    en: 'This code is locked after too many wrong tries. Scan the QR code on the card, or ask the secretariat to unlock it.',
  },
  'passkey-refused': {
    vi: 'Khóa truy cập (passkey) không được chấp nhận. Thử lại, hoặc dùng mã và PIN.',
    en: 'The passkey was not accepted. Try again, or use code and PIN.',
  },
  'passkey-needs-name': {
    vi: 'Khóa truy cập (passkey) cần địa chỉ bằng tên. Mở trang bằng tên máy chủ (….local hoặc tên miền), không bằng số.',
    en: 'Passkeys need a name. Open the page under the server’s name (….local or a domain), not under a number.',
  },
  'wrong-credentials': {
    vi: 'Mã hoặc mã PIN không đúng. Kiểm tra trên thẻ đại biểu rồi nhập lại.',
    en: 'The code or the PIN is wrong. Check your card and try again.',
  },
  'password-needed': { vi: 'Tài khoản này cần thêm mật khẩu.', en: 'This account also needs its password.' },
  'link-used': {
    vi: 'Liên kết đăng nhập đã dùng hoặc hết hạn. Đăng nhập bằng mã và PIN, hoặc xin thư ký liên kết mới.',
    en: 'This sign-in link was used or has expired. Use code and PIN, or ask the secretariat for a new one.',
  },
  'not-in-meeting': { vi: 'Tài khoản này không có trong phiên họp.', en: 'This account is not part of the meeting.' },
  'only-here': { vi: 'Chỉ dùng được trên chính máy chủ.', en: 'This works only on the server itself.' },
  'roles-changed': {
    vi: 'Vai trò vừa được thay đổi; đang kết nối lại.',
    en: 'Your role has changed; connecting again.',
  },
  // how
  malformed: { vi: 'Yêu cầu sai định dạng.', en: 'The request is malformed.' },
  'unknown-command': { vi: 'Máy chủ không biết lệnh này.', en: 'The server does not know this command.' },
  'too-large': { vi: 'Yêu cầu quá lớn.', en: 'The request is too large.' },
  'no-such-range': { vi: 'Tệp không có phần được yêu cầu.', en: 'The file has no such part.' },
  'too-many': { vi: 'Gửi quá nhanh. Chờ một giây rồi thử lại.', en: 'Too many requests. Wait a second and try again.' },
  'wrong-protocol': {
    vi: 'Trang này đã cũ so với máy chủ. Tải lại trang.',
    en: 'This page is older than the server. Reload it.',
  },
  'not-found': { vi: 'Không tìm thấy.', en: 'Not found.' },
  'foreign-origin': {
    vi: 'Yêu cầu đến từ trang khác nên bị từ chối.',
    en: 'Refused: the request comes from another site.',
  },
  starting: {
    vi: 'Máy chủ đang khởi động. Thử lại sau giây lát.',
    en: 'The server is starting. Try again in a moment.',
  },
  stopping: { vi: 'Máy chủ đang dừng. Lệnh chưa được ghi.', en: 'The server is stopping. Nothing was recorded.' },
  'storage-failed': {
    vi: 'Máy chủ không ghi được vào đĩa (đầy hoặc hỏng). Lệnh chưa được ghi; báo kỹ thuật, rồi thử lại.',
    en: 'The server cannot write to its disk (full or failing). Nothing was recorded; tell the engineer, then try again.',
  },
  unexpected: {
    vi: 'Có lỗi trong máy chủ. Lệnh chưa được ghi; phiên họp vẫn tiếp tục.',
    en: 'The server made a mistake. Nothing was recorded; the meeting goes on.',
  },
  // meeting
  'meeting-not-open': {
    vi: 'Phiên họp chưa bắt đầu hoặc đang tạm nghỉ.',
    en: 'The meeting is not open or is suspended.',
  },
  'meeting-closed': { vi: 'Phiên họp đã kết thúc.', en: 'The meeting is closed.' },
  'meeting-already-open': { vi: 'Phiên họp đã bắt đầu.', en: 'The meeting is already open.' },
  'meeting-not-suspended': { vi: 'Phiên họp không tạm nghỉ.', en: 'The meeting is not suspended.' },
  'vote-running': {
    vi: 'Đang biểu quyết. Kết thúc hoặc hủy biểu quyết trước.',
    en: 'A vote is open. Close or cancel it first.',
  },
  'no-quorum': {
    vi: 'Chưa đủ số đại biểu có mặt theo quy định. Xác nhận nếu vẫn tiến hành.',
    en: 'The quorum is not met. Confirm to go on all the same.',
  },
  // bodies
  'body-exists': { vi: 'Cơ quan này đã có.', en: 'There is such a body already.' },
  'not-in-body': { vi: 'Tài khoản này không thuộc cơ quan đó.', en: 'This account does not belong to that body.' },
  'hall-exists': { vi: 'Phòng họp này đã có.', en: 'There is such a hall already.' },
  'no-such-hall': { vi: 'Không có phòng họp này.', en: 'There is no such hall.' },
  'hall-in-use': {
    vi: 'Còn phiên họp ở phòng này. Chuyển phiên họp sang phòng khác trước.',
    en: 'A meeting is planned in this hall. Move it to another first.',
  },
  'not-a-picture': {
    vi: 'Tệp này không phải ảnh JPEG, PNG hoặc WebP nhỏ hơn 512 KB. Chọn ảnh khác.',
    en: 'This is no JPEG, PNG or WebP picture below 512 KB. Choose another.',
  },
  'not-the-sample': { vi: 'Cơ quan này không phải dữ liệu mẫu.', en: 'This body is not the sample.' },
  'only-body': {
    vi: 'Đây là cơ quan duy nhất trên máy chủ. Tạo cơ quan của mình trước (npm run manage -- create-body), rồi xóa dữ liệu mẫu.',
    en: 'This is the only body of the server. Create your own first (npm run manage -- create-body), then remove the sample.',
  },
  'no-such-link': {
    vi: 'Liên kết này không còn hiệu lực. Xin thư ký liên kết mới.',
    en: 'This link no longer holds. Ask the secretariat for a new one.',
  },
  'no-such-screen': { vi: 'Không có màn hình này.', en: 'There is no such screen.' },
  'too-late': {
    vi: 'Đã quá 30 ngày, không khôi phục được nữa. Hãy thêm lại.',
    en: 'It was removed more than 30 days ago and cannot be restored. Add it again.',
  },
  'meeting-was-held': {
    vi: 'Phiên họp đã diễn ra nên không xóa được; hồ sơ được giữ lại.',
    en: 'This meeting has been held and is not removed; its record is kept.',
  },
  'administrator-only': {
    vi: 'Chỉ người quản trị mới đổi được quyền quản trị. Nhờ người quản trị của cơ quan.',
    en: 'Only an administrator can give or take an administrator’s rights. Ask one of the body.',
  },
  'screen-elsewhere': {
    vi: 'Màn hình này đã thuộc phòng khác.',
    en: 'This screen belongs to another hall.',
  },
  'nothing-on': {
    vi: 'Phòng này chưa có phiên họp nào. Màn hình sẽ tự chuyển khi có.',
    en: 'No meeting is on in this hall. The screen will show the next by itself.',
  },
  'journal-damaged': {
    vi: 'Nhật ký của phiên họp này bị hỏng trên đĩa. Báo kỹ thuật khôi phục từ bản sao lưu; các phiên họp khác vẫn bình thường.',
    en: 'The journal of this meeting is damaged on the disk. Have the engineer put it back from a backup; other meetings go on.',
  },
  // planning
  'meeting-exists': { vi: 'Phiên họp này đã được tạo.', en: 'This meeting has been created already.' },
  'already-convened': {
    vi: 'Phiên họp đã bắt đầu làm việc nên không đổi được điều này nữa.',
    en: 'The meeting has begun its work: this can no longer be changed.',
  },
  'ends-before-it-begins': {
    vi: 'Giờ kết thúc phải sau giờ bắt đầu.',
    en: 'The end must come after the beginning.',
  },
  'person-exists': { vi: 'Người này đã có trong danh sách.', en: 'This person is on the list already.' },
  'needs-reason': {
    vi: 'Số đại biểu thay đổi khi phiên họp đã bắt đầu: ghi lý do và văn bản căn cứ.',
    en: 'The number of delegates changes while the meeting is on: say why, and by which document.',
  },
  'item-in-use': {
    vi: 'Nội dung này đang có biểu quyết, phát biểu hoặc nội dung con. Chuyển hoặc bỏ chúng trước.',
    en: 'Votes, speeches or sub-items belong to this item. Move or remove them first.',
  },
  'last-secretary': {
    vi: 'Đây là thư ký duy nhất của cơ quan. Thêm một thư ký khác trước.',
    en: 'This is the body’s only secretary. Add another one first.',
  },
  'person-in-use': {
    vi: 'Người này có tên trong một phiên họp nên được giữ lại. Ghi ngày thôi tham gia thay vì xóa.',
    en: 'A meeting names this person, so she stays known. Enter the day on which she left instead.',
  },
  'person-elsewhere': {
    vi: 'Người này còn thuộc cơ quan khác; thẻ do thư ký của cả hai cơ quan cấp.',
    en: 'This person belongs to another body too; her card is issued by a secretary of both.',
  },
  // setting up
  'not-set-up': {
    vi: 'Máy chủ chưa được thiết lập. Mở liên kết thiết lập in trên màn hình máy chủ.',
    en: 'This server is not set up yet. Open the set-up link that the server has printed.',
  },
  'already-set-up': {
    vi: 'Máy chủ đã được thiết lập. Đăng nhập bằng thẻ.',
    en: 'This server is set up already. Sign in with a card.',
  },
  'wrong-setup-link': {
    vi: 'Liên kết thiết lập không đúng hoặc đã hết hạn. Khởi động lại máy chủ để có liên kết mới.',
    en: 'The set-up link is wrong or has expired. Start the server again for a new one.',
  },
  'weak-password': {
    vi: 'Mật khẩu quá ngắn hoặc quá dễ đoán: dùng ít nhất 10 ký tự, không phải từ thông dụng.',
    en: 'The password is too short or too common: use ten characters or more, and no common word.',
  },
  // agenda
  'no-such-item': { vi: 'Không có nội dung này trong chương trình.', en: 'No such agenda item.' },
  'no-current-item': { vi: 'Chưa vào nội dung nào của chương trình.', en: 'No agenda item has been started.' },
  'end-of-agenda': { vi: 'Đã hết chương trình.', en: 'There is no further agenda item.' },
  'start-of-agenda': { vi: 'Đang ở nội dung đầu tiên.', en: 'This is the first agenda item.' },
  'already-current': { vi: 'Đang ở nội dung này.', en: 'This is the current item already.' },
  'item-done': { vi: 'Nội dung này đã xong.', en: 'This item is done.' },
  'wrong-place': { vi: 'Không thể chuyển đến vị trí đó.', en: 'It cannot be moved there.' },
  // attendance
  'meeting-cancelled': {
    vi: 'Phiên họp đã hủy. Thư ký có thể khôi phục trên bàn thư ký.',
    en: 'This meeting is cancelled. The secretariat can restore it on the desk.',
  },
  'seat-twice': { vi: 'Hai ghế trùng tên. Đổi tên một ghế.', en: 'Two seats have the same name. Rename one of them.' },
  'seated-twice': {
    vi: 'Một người ngồi hai ghế. Bỏ người đó khỏi một ghế.',
    en: 'Somebody has two seats. Take her off one of them.',
  },
  'no-such-notice': { vi: 'Thông báo này không còn.', en: 'There is no such notice any more.' },
  'already-called': {
    vi: 'Thư ký đã nhận được yêu cầu này và sẽ đến ngay.',
    en: 'The secretariat has this call already and is on the way.',
  },
  'no-such-call': { vi: 'Yêu cầu này đã được giải quyết.', en: 'This call has been answered.' },
  'no-such-person': { vi: 'Không có người này trong phiên họp.', en: 'This person is not on the roster.' },
  'already-present': { vi: 'Đã điểm danh.', en: 'Already recorded as present.' },
  'not-present': { vi: 'Cần điểm danh trước.', en: 'Confirm your attendance first.' },
  // floor
  'list-closed': { vi: 'Chủ tọa chưa mở đăng ký.', en: 'The list is closed.' },
  'list-already-open': { vi: 'Danh sách đăng ký đang mở.', en: 'The list is open already.' },
  'already-registered': { vi: 'Đã đăng ký, đang chờ mời.', en: 'Registered already; waiting to be called.' },
  'spoken-enough': {
    vi: 'Đã phát biểu đủ số lần về nội dung này. Có thể gửi ý kiến bằng văn bản.',
    en: 'You have had all your turns on this matter. You may hand in a written text.',
  },
  'kind-not-offered': {
    vi: 'Nội dung này không nhận loại đăng ký đó.',
    en: 'This item does not take that kind of request.',
  },
  'no-such-request': { vi: 'Không có đăng ký này.', en: 'No such request.' },
  'not-yours': { vi: 'Việc này của người khác.', en: 'This is another person’s.' },
  'number-taken': {
    vi: 'Số này đã được cấp cho văn bản khác cùng loại trong năm.',
    en: 'This number belongs to another paper of that kind and year.',
  },
  // invitations, written questions, comments
  'no-mail-server': {
    vi: 'Chưa cài máy chủ thư (--smtp). Tải giấy mời và liên kết để gửi bằng cách khác.',
    en: 'No mail server is set (--smtp). Download the invitations and links and send them another way.',
  },
  'not-invited-yet': {
    vi: 'Phiên họp chưa phát hành giấy mời.',
    en: 'The invitation has not been issued yet.',
  },
  'no-time-yet': {
    vi: 'Phiên họp chưa có thời gian bắt đầu. Ghi thời gian trong phần thông tin phiên họp rồi gửi lại.',
    en: 'The meeting has no time yet. Say when it begins, then send again.',
  },
  'no-substitutes': {
    vi: 'Đại biểu không cử người dự thay; khách mời chỉ cử được khi quy chế cho phép.',
    en: 'A delegate sends nobody in her place; a guest only where the rules allow it.',
  },
  'no-such-question': { vi: 'Không tìm thấy phiếu chất vấn này.', en: 'There is no such question.' },
  'question-forwarded': {
    vi: 'Phiếu chất vấn đã được chuyển đi, không sửa được nữa. Có thể rút lại và gửi phiếu mới.',
    en: 'The question has been forwarded and can’t be changed. Take it back and write another.',
  },
  'question-not-waiting': {
    vi: 'Phiếu chất vấn này không còn chờ bước đó.',
    en: 'The question does not wait for that any more.',
  },
  'question-not-answered': {
    vi: 'Phiếu chất vấn này chưa được trả lời.',
    en: 'The question has not been answered yet.',
  },
  'written-enough': {
    vi: 'Đã gửi đủ số lượng cho phép. Rút bớt một mục trước khi gửi thêm.',
    en: 'No more can be sent. Take one back before you send another.',
  },
  'comments-closed': {
    vi: 'Tài liệu này không (hoặc không còn) lấy ý kiến góp ý.',
    en: 'Comments on this document are not asked for, or not any more.',
  },
  'no-such-comment': { vi: 'Không tìm thấy ý kiến này.', en: 'There is no such comment.' },
  'comment-settled': {
    vi: 'Ý kiến này đã được cơ quan soạn thảo trả lời, không rút được nữa.',
    en: 'The drafters have answered this comment; it can’t be taken back.',
  },
  'nobody-speaking': { vi: 'Không có ai đang phát biểu.', en: 'Nobody is speaking.' },
  'has-left-hall': {
    vi: 'Đại biểu này đã rời hội trường hoặc vắng mặt. Điểm danh lại trước khi mời.',
    en: 'This delegate has left or is absent. Mark her present before you call her.',
  },
  'somebody-goes-on': {
    vi: 'Có người đang chờ nói tiếp. Kết thúc ý kiến xen vào trước.',
    en: 'Somebody was interrupted and is to go on. End what was put in between first.',
  },
  'called-just-now': {
    vi: 'Vừa mời phát biểu. Chờ một giây rồi mời người tiếp theo, hoặc hủy lượt mời.',
    en: 'Somebody was called just now. Wait a second before you call the next, or take the call back.',
  },
  'nothing-to-undo': { vi: 'Không còn gì để hoàn tác.', en: 'There is nothing left to undo.' },
  'already-speaking': { vi: 'Đang phát biểu.', en: 'This person is speaking already.' },
  'already-paused': { vi: 'Đã tạm dừng.', en: 'It is paused already.' },
  'not-paused': { vi: 'Không tạm dừng.', en: 'It is not paused.' },
  'nothing-to-write-about': {
    vi: 'Chỉ gửi văn bản khi đã đăng ký hoặc đã phát biểu về nội dung này.',
    en: 'A text can be handed in by whoever registered or spoke on this matter.',
  },
  // votes
  'no-such-vote': { vi: 'Không có biểu quyết này.', en: 'No such vote.' },
  'vote-not-prepared': { vi: 'Biểu quyết này đã mở hoặc đã xong.', en: 'This vote was opened already.' },
  'vote-not-open': { vi: 'Biểu quyết chưa mở hoặc đã kết thúc.', en: 'The vote is not open.' },
  'vote-not-closed': { vi: 'Cần kết thúc biểu quyết trước.', en: 'Close the vote first.' },
  'vote-already-over': { vi: 'Biểu quyết đã xong, không hủy được.', en: 'The vote is over and cannot be cancelled.' },
  'vote-not-over': {
    vi: 'Biểu quyết chưa xong nên chưa thể làm lại.',
    en: 'The vote is not over, so it cannot be repeated.',
  },
  'not-entitled': { vi: 'Không có quyền biểu quyết trong lần này.', en: 'You are not entitled in this vote.' },
  'nobody-entitled': { vi: 'Chưa có đại biểu nào có mặt.', en: 'No delegate is present.' },
  'already-cast': {
    vi: 'Phiếu đã được ghi nhận, không thay đổi được.',
    en: 'Your ballot is recorded and cannot be changed.',
  },
  'deadline-too-long': {
    vi: 'Biểu quyết trong hội trường kéo dài nhiều nhất một giờ. Chọn thời hạn ngắn hơn, hoặc không đặt thời hạn.',
    en: 'A vote in the hall lasts an hour at the most. Choose a shorter time, or none.',
  },
  'not-entered': {
    vi: 'Phiếu của đại biểu này không do thư ký nhập nên không sửa được.',
    en: 'This ballot was not entered by hand, so it can’t be corrected.',
  },
  'not-called': {
    vi: 'Đại biểu này không phải người đang được gọi.',
    en: 'This delegate is not the one being called.',
  },
  'needs-candidates': {
    vi: 'Cần ít nhất một người trong danh sách phiếu.',
    en: 'The ballot needs at least one name.',
  },
  'no-candidates': {
    vi: 'Loại phiếu này không có danh sách người để chọn.',
    en: 'There are no names on this kind of ballot.',
  },
  'no-seats': {
    vi: 'Chỉ bầu cử mới có số người được bầu.',
    en: 'Only an election has a number of seats.',
  },
  'wrong-method': {
    vi: 'Cách biểu quyết này không dùng được cho loại phiếu đó.',
    en: 'This way of voting does not go with this kind of vote.',
  },
  'not-on-tablets': {
    vi: 'Lần này biểu quyết bằng cách gọi tên hoặc giơ tay, không bỏ phiếu trên máy.',
    en: 'This vote is taken by name or by hands, not on the tablets.',
  },
  'ballot-is-secret': { vi: 'Đây là bỏ phiếu kín.', en: 'This is a secret ballot.' },
  'ballot-is-open': { vi: 'Đây là biểu quyết công khai.', en: 'This is an open vote.' },
  'more-hands-than-people': {
    vi: 'Số đếm nhiều hơn số đại biểu có quyền biểu quyết. Đếm lại.',
    en: 'More hands than delegates entitled to vote. Count again.',
  },
  'hands-not-counted': { vi: 'Chưa nhập kết quả đếm.', en: 'The hands have not been counted yet.' },
  'insecure-devices': {
    vi: 'Có máy của đại biểu mở trang bằng http:// nên không giữ kín được phiếu. Mở trang bằng https:// trên các máy đó, rồi bắt đầu lại.',
    en: 'Some tablets have opened the page by http:// and can’t keep a ballot secret. Open it by https:// there, then start again.',
  },
  'no-ballot-key': {
    vi: 'Chưa tạo được khóa cho lần bỏ phiếu này. Thử lại sau ít giây.',
    en: 'The key of this vote is not there yet. Try again in a moment.',
  },
  'box-missing': {
    vi: 'Không đọc được hòm phiếu trên đĩa. Phiếu chưa được kiểm; báo kỹ thuật, rồi thử lại.',
    en: 'The ballot box on disk can’t be read. Nothing was counted; tell the engineer, then try again.',
  },
  'already-issued': {
    vi: 'Phiếu của đại biểu đã được phát cho một máy khác. Bỏ phiếu trên máy đó; nếu máy hỏng, báo chủ tọa để được phát lại.',
    en: 'Your ballot was issued to another device. Cast it there; if that one is broken, ask the chair for another.',
  },
  'not-issued': { vi: 'Đại biểu này chưa được phát phiếu.', en: 'No ballot was issued to this delegate.' },
  'ballot-spoiled': { vi: 'Phiếu này đã đổi, không dùng được nữa.', en: 'This ballot was exchanged and is void.' },
  'ballot-key-lost': {
    vi: 'Máy chủ đã mất điện nên khóa của lần bỏ phiếu này không còn. Phiếu đã bỏ vẫn còn; chủ tọa kết thúc bỏ phiếu, hoặc hủy và bỏ phiếu lại.',
    en: 'The server lost its power, and with it the key of this vote. Ballots that were cast are kept; the chair closes the vote, or cancels it and votes again.',
  },
  'ballot-not-genuine': {
    vi: 'Phiếu không do máy chủ phát ra cho lần bỏ phiếu này.',
    en: 'This ballot was not issued for this vote.',
  },
  'ballot-unreadable': { vi: 'Phiếu không đúng mẫu.', en: 'This can’t stand on this ballot.' },
  // presentation and display
  'no-such-document': { vi: 'Không có tài liệu này.', en: 'No such document.' },
  'document-for-few': {
    vi: 'Tài liệu chỉ dành cho một số người, không trình chiếu được.',
    en: 'This document is for named readers and cannot be presented.',
  },
  'document-exists': { vi: 'Tài liệu này đã có.', en: 'This document is there already.' },
  'document-presented': {
    vi: 'Tài liệu đang được trình chiếu. Dừng trình chiếu trước.',
    en: 'The document is being presented. Stop the presentation first.',
  },
  'nothing-changed': { vi: 'Không có gì thay đổi.', en: 'Nothing changes.' },
  'unknown-placeholder': {
    vi: 'Mẫu giấy mời có chỗ điền không có thật: chỉ dùng các chỗ điền trong danh sách.',
    en: 'The invitation’s text has a place that nothing fills in: use only those of the list.',
  },
  'same-version': { vi: 'Tệp này giống hệt bản đang dùng.', en: 'This is the very version that is in use.' },
  'confidential-not-public': {
    vi: 'Tài liệu mật không thể để công khai.',
    en: 'A confidential document cannot be public.',
  },
  'notes-locked': {
    vi: 'Nhập mã PIN để mở ghi chú trên máy chủ.',
    en: 'Enter your PIN to open your notes on the server.',
  },
  'no-such-upload': {
    vi: 'Tệp này không còn trong danh sách tải lên.',
    en: 'This file is not in the intake any more.',
  },
  'name-too-long': {
    vi: 'Tên tệp dài quá 300 ký tự. Đặt tên ngắn hơn rồi tải lên lại.',
    en: 'The file’s name is longer than 300 characters. Give it a shorter one and send it again.',
  },
  'other-meeting': {
    vi: 'Tệp này được tải lên cho một phiên họp khác. Mở phiên họp đó để xác nhận.',
    en: 'This file was sent for another meeting. Open that one to confirm it.',
  },
  'wrong-offset': {
    vi: 'Phần gửi lên không nối tiếp phần đã nhận. Trang sẽ gửi tiếp từ chỗ đúng.',
    en: 'What was sent does not continue what was received. The page goes on from the right place.',
  },
  'upload-too-large': {
    vi: 'Tệp lớn hơn mức cho phép. Giảm cỡ ảnh trong tệp, hoặc nhờ kỹ thuật tăng mức (--max-upload).',
    en: 'The file is larger than allowed. Make its pictures smaller, or have the limit raised (--max-upload).',
  },
  'not-examined': { vi: 'Tệp chưa được kiểm tra xong.', en: 'The file has not been examined yet.' },
  'asked-already': { vi: 'Đã đề nghị rồi.', en: 'They were asked a moment ago.' },
  'no-such-page': { vi: 'Tài liệu không có trang này.', en: 'The document has no such page.' },
  'not-presenting': { vi: 'Không có tài liệu đang trình chiếu.', en: 'Nothing is being presented.' },
  'display-not-held': { vi: 'Màn hình đang tự động.', en: 'The display is automatic already.' },
  // rehearsal
  'meeting-running': {
    vi: 'Một phiên họp đang diễn ra, không thể diễn tập.',
    en: 'A meeting is running; no rehearsal can start.',
  },
} as const satisfies Record<string, { vi: string; en: string }>;

export type RefusalCode = keyof typeof refusals;
export type Language = 'vi' | 'en';

/** A refusal as it crosses every border. */
export interface Refusal {
  code: RefusalCode;
  vi: string;
  en: string;
}

export const refusal = (code: RefusalCode): Refusal => ({ code, ...refusals[code] });

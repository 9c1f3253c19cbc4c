use super::{Gathering, MOST_PAPERS, Papers, Pile, Shape};

fn gathered(candidates: u64, lines: &str) -> Papers {
    let mut gathering = Gathering::new(candidates, Shape::BLT).unwrap();
    assert_eq!(gathering.feed(lines.as_bytes(), 1), (vec![], None));
    gathering.finish()
}

fn canonical(papers: &Papers) -> String {
    String::from_utf8(papers.canonical()).unwrap()
}

#[test]
fn the_same_rankings_are_one_group_in_whatever_order_they_came() {
    let papers = gathered(12, "2 3 1 0\n1 12 0\n4 0\r\n3\t 3   1 0 \n1 3 1 2 0");
    assert_eq!(canonical(&papers), "4\n5 3 1\n1 3 1 2\n1 12\n");
    assert_eq!((papers.total(), papers.groups().len()), (11, 4));
    assert_eq!(canonical(&gathered(12, "1 3 1 2 0\n4 0\n5 3 1 0\n1 12 0\n")), canonical(&papers));
}

#[test]
fn ballots_may_have_names() {
    assert_eq!(canonical(&gathered(3, "(A 17) 1 3 0\n()1 2 0\n (x) 2 3 0\n")), "1 2\n3 3\n");
}

#[test]
fn long_rankings_are_sorted_beyond_what_one_comparison_sees() {
    let papers = gathered(10, "1 1 2 3 4 5 6 7 8 10 9 0\n1 1 2 3 4 5 6 7 8 0\n1 1 2 3 4 5 6 7 8 9 10 0\n");
    let lines = "1 1 2 3 4 5 6 7 8\n1 1 2 3 4 5 6 7 8 9 10\n1 1 2 3 4 5 6 7 8 10 9\n";
    assert_eq!(canonical(&papers), lines);
}

#[test]
fn many_papers_are_grouped_while_they_come() {
    let block = "1 1 2 0\n1 2 0\n2 1 2 0\n".repeat(50_000);
    let papers = gathered(2, &block);
    assert_eq!(canonical(&papers), "150000 1 2\n50000 2\n");
}

#[test]
fn a_line_that_is_not_clean_comes_back_with_its_number() {
    let unclean = [
        "",
        "# note",
        "1",
        "1 2",
        "1 2 0 3 0",
        "1 0 0",
        "1 4 0",
        "1 2 2 0",
        "1 2=3 0",
        "1 - 2 0",
        "0 1 0",
        "-1 0",
        "(a 1 2 0",
        "1 2 0,",
        "1 65538 0",
        "10000000000000 1 0",
        "99999999999999999999 1 0",
        "1000000000001 1 0",
    ];
    for line in unclean {
        let mut gathering = Gathering::new(3, Shape::BLT).unwrap();
        let block = format!("1 1 0\n{line}\n1 3 0\n");
        let expected = (vec![(8, format!("{line}\n").into_bytes())], None);
        assert_eq!(gathering.feed(block.as_bytes(), 7), expected, "{line}");
        assert_eq!(gathering.finish().total(), 2, "{line}");
    }
}

#[test]
fn the_end_of_the_ballots_is_found() {
    let mut gathering = Gathering::new(3, Shape::BLT).unwrap();
    assert_eq!(gathering.feed(b"1 1 0\n 0 \r\n1 2 0\n", 1), (vec![], Some(11)));
    assert_eq!(gathering.finish().total(), 1);
    for end in ["0", "0 # the end\n", "\t0\n"] {
        let mut gathering = Gathering::new(3, Shape::BLT).unwrap();
        assert_eq!(gathering.feed(end.as_bytes(), 1), (vec![], Some(end.len())));
    }
    for more in ["00\n", "0 0\n", "01\n"] {
        let mut gathering = Gathering::new(3, Shape::BLT).unwrap();
        assert_eq!(gathering.feed(more.as_bytes(), 1), (vec![(1, more.into())], None));
    }
}

#[test]
fn the_lines_of_preflib_are_read_too() {
    for (shape, block) in [(Shape::PREFLIB, "3: 2,1\n1:3\n"), (Shape::OLD_PREFLIB, "3,2, 1\n1,3\n")] {
        let mut gathering = Gathering::new(3, shape).unwrap();
        assert_eq!(gathering.feed(block.as_bytes(), 1), (vec![], None));
        let unclean = "3 2,1\n1: 2,0\n1: {2,3}\n0,1\n1:\n1,2,\n";
        assert_eq!(gathering.feed(unclean.as_bytes(), 3).0.len(), 6);
        assert_eq!(canonical(&gathering.finish()), "3 2 1\n1 3\n");
    }
}

#[test]
fn where_orders_are_complete_shorter_ones_are_not_clean() {
    let mut gathering = Gathering::new(3, Shape::PREFLIB.complete()).unwrap();
    assert_eq!(gathering.feed(b"1: 3,1,2\n2: 3,1\n", 1), (vec![(2, b"2: 3,1\n".to_vec())], None));
    assert_eq!(gathering.total(), 1);
}

#[test]
fn more_papers_than_can_be_are_refused() {
    let mut gathering = Gathering::new(1, Shape::BLT).unwrap();
    let line = format!("{MOST_PAPERS} 1 0\n");
    assert_eq!(gathering.feed(line.as_bytes(), 1).0.len(), 0);
    assert_eq!(gathering.feed(b"1 1 0\n", 2).0.len(), 1);
    assert_eq!(gathering.add(&[], 1).unwrap_err().check, "papers.weight");
    assert_eq!(gathering.add(&[], u64::MAX).unwrap_err().check, "papers.weight");
}

#[test]
fn what_is_not_a_ranking_is_refused() {
    let wrong: [&[Vec<u64>]; 5] = [&[vec![0]], &[vec![4]], &[vec![1], vec![1]], &[vec![2, 2]], &[vec![]]];
    for ranks in wrong {
        let mut gathering = Gathering::new(3, Shape::BLT).unwrap();
        assert_eq!(gathering.add(ranks, 1).unwrap_err().check, "papers.ranking");
    }
    for candidates in [0, 1001, 65537] {
        assert!(Gathering::new(candidates, Shape::BLT).is_err());
    }
}

#[test]
fn papers_go_to_the_first_who_continues() {
    let papers = gathered(3, "3 1 2 0\n2 1 0\n4 2 3 0\n5 0\n");
    let first = papers.deal(None, &[1, 2, 3]).unwrap();
    assert_eq!(
        first.iter().map(|(to, pile)| (*to, pile.papers)).collect::<Vec<_>>(),
        [(0, 5), (1, 5), (2, 4)]
    );
    let second = papers.deal(Some(&first[&1]), &[2, 3]).unwrap();
    assert_eq!(second.iter().map(|(to, pile)| (*to, pile.papers)).collect::<Vec<_>>(), [(0, 2), (2, 3)]);
    assert_eq!(papers.first_counts().unwrap(), [0, 5, 4, 0]);
    let foreign = Pile { groups: vec![9], papers: 1 };
    assert_eq!(papers.deal(Some(&foreign), &[1]).unwrap_err().check, "papers.pile");
    assert_eq!(papers.deal(None, &[0]).unwrap_err().check, "papers.candidates");
    assert_eq!(papers.deal(None, &[4]).unwrap_err().check, "papers.candidates");
}

#[test]
fn equal_ranks_are_compared_but_not_dealt() {
    let mut gathering = Gathering::new(4, Shape::BLT).unwrap();
    gathering.add(&[vec![3, 1], vec![2]], 2).unwrap();
    let papers = gathering.finish();
    assert_eq!((canonical(&papers), papers.ranks(0)), ("2 1=3 2\n".into(), vec![vec![1, 3], vec![2]]));
    let rows = [[0; 5], [0, 0, 2, 0, 2], [0, 0, 0, 0, 2], [0, 0, 2, 0, 2], [0; 5]];
    assert_eq!(papers.pairwise(), rows);
    assert_eq!(papers.deal(None, &[1]).unwrap_err().check, "papers.equal");
    assert_eq!(papers.meek(&[0, 1, 1, 1, 1], 1).unwrap_err().check, "papers.equal");
    assert_eq!(papers.first_counts().unwrap_err().check, "papers.equal");
}

#[test]
fn keep_factors_are_rounded_up_for_each_paper() {
    let papers = gathered(3, "7 1 2 0\n1 3 0\n");
    // A third of 10 units is 4, and 7 papers give 28; of the 6 left, half is 3.
    assert_eq!(papers.meek(&[0, 4, 5, 10], 10).unwrap(), (vec![0, 28, 21, 10], 21));
    assert_eq!(papers.meek(&[0, 3, 5, 0], 9).unwrap(), (vec![0, 21, 28, 0], 23));
    for (keep, scale) in [(vec![0, 1, 1], 1), (vec![0, 2, 1, 1], 1), (vec![0; 4], 0), (vec![0; 4], u64::MAX)]
    {
        assert_eq!(papers.meek(&keep, scale).unwrap_err().check, "papers.keep");
    }
}

#[test]
fn wide_factors_give_what_narrow_ones_give() {
    let papers = gathered(3, "7 1 2 3 0\n1 3 1 0\n");
    let times = 1_000_000_000;
    let wide = papers.meek(&[0, 3 * times, 5 * times, 9 * times], 9 * times).unwrap();
    let (narrow, rest) = papers.meek(&[0, 3, 5, 9], 9).unwrap();
    // 2/3 of a paper times 5/9 is not a whole number of ninths: narrow units round it up.
    assert_eq!(wide.0[1], narrow[1] * u128::from(times));
    assert!(wide.0[2] < narrow[2] * u128::from(times));
    assert_eq!((wide.1, rest), (0, 0));
    assert_eq!(wide.0.iter().sum::<u128>(), 8 * 9 * u128::from(times));
}
